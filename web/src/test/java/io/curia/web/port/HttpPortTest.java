package io.curia.web.port;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A port with real connections; what gets through is counted and answered with what was read of its body. */
class HttpPortTest {
    private static final int MOST_OF_ONE_ADDRESS = 20;
    private static final int TIMEOUT_MS = 60_000;
    private static final String GET = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String LAST = "GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    private static final String PUT = "PUT /a HTTP/1.1\r\nHost: x\r\n";

    private final AtomicInteger requests = new AtomicInteger();
    private final BlockingQueue<HttpServerExchange> parked = new LinkedBlockingQueue<>();
    private final AtomicInteger departed = new AtomicInteger();
    private HttpPort port;
    private InetSocketAddress address;

    @BeforeEach
    void open() throws IOException {
        port = new HttpPort(MOST_OF_ONE_ADDRESS, 1000, this::answer);
        address = port.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        port.admit();
    }

    @AfterEach
    void close() {
        port.close();
    }

    private void answer(HttpServerExchange exchange) {
        requests.incrementAndGet();
        switch (exchange.getRequestPath()) {
            case "/park" ->
                exchange.dispatch(SameThreadExecutor.INSTANCE, () -> {
                    source(exchange).watch(departed::incrementAndGet);
                    parked.add(exchange);
                });
            case "/thread" ->
                exchange.dispatch(() -> {
                    exchange.dispatch(SameThreadExecutor.INSTANCE, () -> {});
                    exchange.getResponseSender().send("answer");
                });
            default ->
                exchange.getRequestReceiver()
                        .receiveFullBytes(
                                (same, body) -> same.getResponseSender().send("<" + new String(body, ISO_8859_1) + ">"),
                                (same, failure) -> {
                                    same.setPersistent(false);
                                    same.setStatusCode(500);
                                    same.getResponseSender().send(String.valueOf(failure.getMessage()));
                                });
        }
    }

    private static ScreenedSource source(HttpServerExchange exchange) {
        return (ScreenedSource) ((HttpServerConnection) exchange.getConnection()).getOriginalSourceConduit();
    }

    private Socket connect() throws IOException {
        var socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(TIMEOUT_MS);
        return socket;
    }

    private String exchange(String bytes) throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
            return readAll(socket);
        }
    }

    private static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n" + GET,
                "\n" + GET,
                " " + GET,
                "GET /a HTTP/1.1\r\nHost: x\r\r\r",
                "GET /a HTTP/1.1\rHost: x\r\r",
                "GET /a HTTP/1.1\r\nHost: x\r\n\r\r\n",
                "GET  /a HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /a\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /a\t HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /a HTTP/1.1x\r\nHost: x\r\n\r\n",
                "GET /a HTTP/2.0\r\nHost: x\r\n\r\n",
                "G(T /a HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\n: no name\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\nBlank : y\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\n Folded: y\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\nX: a\u0000b\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\nX: a\rb\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\nX: \u007f\r\n\r\n",
                "GET /a HTTP/1.1\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n",
                PUT + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                PUT + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                PUT + "Content-Length: 3, 3\r\n\r\nabc",
                PUT + "Content-Length: +3\r\n\r\nabc",
                PUT + "Content-Length: -3\r\n\r\nabc",
                PUT + "Content-Length: 0x3\r\n\r\nabc",
                PUT + "Content-Length: 3 3\r\n\r\nabc",
                PUT + "Content-Length:\r\n\r\nabc",
                PUT + "Content-Length: 99999999999999999999\r\n\r\nabc",
                PUT + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "PUT /a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            })
    void whatCanBeReadInTwoWaysIsRefused(String request) throws IOException {
        String answer = exchange(request);

        assertThat(answer).startsWith("HTTP/1.1 400 Bad Request\r\n").contains("Connection: close\r\n");
        assertThat(requests).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xchunked", "chunked, identity", "gzip, chunked", "identity", "chunked\u000b", ""})
    void otherTransferEncodingsAreNotKnown(String encoding) throws IOException {
        String answer = exchange(PUT + "Transfer-Encoding: " + encoding + "\r\n\r\n0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 ").doesNotStartWith("HTTP/1.1 200");
        assertThat(requests).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3\r\nhello\r\n0\r\n\r\n",
                "\r\nhello\r\n0\r\n\r\n",
                "xyz\r\nhello\r\n0\r\n\r\n",
                "5 5\r\nhello\r\n0\r\n\r\n",
                "5\nhello\r\n0\r\n\r\n",
                "5\r\nhello\n0\r\n\r\n",
                "+5\r\nhello\r\n0\r\n\r\n",
                "0x5\r\nhello\r\n0\r\n\r\n",
                "-5\r\nhello\r\n0\r\n\r\n",
                "5\r\nhello\r\n\r\n",
                "ffffffffffffffff\r\nhello\r\n0\r\n\r\n",
                "5\r\nhello\r\n0\r\nno colon\r\n\r\n",
            })
    void aBodyInBadChunksIsNoBody(String chunks) throws IOException {
        String answer = exchange(PUT + "Transfer-Encoding: chunked\r\n\r\n" + chunks + GET);

        assertThat(answer)
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .doesNotContain(" 200 ")
                .doesNotContain("<");
        assertThat(requests).hasValueLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5\r\nhello\r\n0\r\n\r\n",
                "2\r\nhe\r\n3;name=value\r\nllo\r\n0\r\nTrailer: x\r\n\r\n",
                "0000005  \r\nhello\r\n00\r\n\r\n",
                "5;\r\nhello\r\n0;last\r\n\r\n",
            })
    void goodChunksAreRead(String chunks) throws IOException {
        String request = PUT + "Transfer-Encoding: Chunked\r\n\r\n" + chunks;

        assertThat(exchange(request + LAST)).contains("<hello>").endsWith("<>");
        assertThat(byteByByte(request + LAST)).contains("<hello>").endsWith("<>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PUT /a HTTP/1.1\nHost: x\nContent-Length: 5\n\nhello",
                "PUT /a HTTP/1.1\r\nhost: \r\ncontent-length:\t5 \r\nX: \u00e4\r\nX:\r\n\r\nhello",
            })
    void whatGoReadsIsRead(String request) throws IOException {
        assertThat(exchange(request + LAST)).contains("<hello>").endsWith("<>");
        assertThat(byteByByte(request + LAST)).contains("<hello>").endsWith("<>");
    }

    private String byteByByte(String bytes) throws IOException {
        try (var socket = connect()) {
            socket.setTcpNoDelay(true);
            for (byte b : bytes.getBytes(ISO_8859_1)) {
                socket.getOutputStream().write(b);
            }
            return readAll(socket);
        }
    }

    @Test
    void whatComesBeforeABadRequestIsAnswered() throws IOException {
        String answer = exchange(GET.repeat(3) + PUT + "Content-Length: 5\r\n\r\nhello" + "bad\r\n\r\n" + GET);

        assertThat(count(answer, "HTTP/1.1 200 ")).isEqualTo(4);
        assertThat(answer).contains("<hello>").contains("HTTP/1.1 400 Bad Request");
        assertThat(requests).hasValue(4);
    }

    @Test
    void longHeadsAndBodiesPass() throws IOException {
        String head =
                "GET /a?" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(100_000) + "\r\n\r\n";
        String body = "z".repeat(3_000_000);
        String put = PUT + "Content-Length: " + body.length() + "\r\n\r\n" + body;

        String answer = exchange(head + put + LAST);

        assertThat(count(answer, "HTTP/1.1 200 "))
                .as(answer.substring(0, Math.min(400, answer.length())))
                .isEqualTo(3);
        assertThat(answer).contains("<" + body + ">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/thread"})
    void thousandsOfRequestsMayComeAtOnce(String path) throws IOException, InterruptedException {
        int many = 5000;
        try (var socket = connect()) {
            var writer = new Thread(() -> write(socket, GET.replace("/a", path).repeat(many) + LAST));
            writer.start();
            assertThat(count(readAll(socket), "HTTP/1.1 200 ")).isEqualTo(many + 1);
            writer.join();
        }
    }

    private static void write(Socket socket, String bytes) {
        try {
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPeerThatHangsUpIsNoticedWhileItsRequestWaits() throws IOException, InterruptedException {
        var patient = connect();
        write(patient, GET.replace("/a", "/park"));
        var waiting = parked.take();
        var hasty = connect();
        write(hasty, GET.replace("/a", "/park"));
        parked.take();
        hasty.close();

        await().untilAsserted(() -> assertThat(departed).hasValue(1));
        answerLater(waiting);
        write(patient, LAST);
        assertThat(readAll(patient)).contains("late").endsWith("<>");
        patient.close();
        assertThat(departed).hasValue(1);
    }

    @Test
    void requestsThatComeWhileOneWaitsAreAnsweredAfterIt() throws IOException, InterruptedException {
        try (var socket = connect()) {
            write(socket, GET.replace("/a", "/park"));
            var waiting = parked.take();
            write(socket, GET.repeat(5000) + LAST);
            answerLater(waiting);

            String answers = readAll(socket);
            assertThat(answers.indexOf("late"))
                    .isLessThan(answers.indexOf("<>"))
                    .isPositive();
            assertThat(count(answers, "HTTP/1.1 200 ")).isEqualTo(5002);
        }
    }

    private static void answerLater(HttpServerExchange exchange) {
        exchange.getIoThread().execute(() -> exchange.getResponseSender().send("late"));
    }

    @Test
    void oneAddressGetsSoManyConnectionsAndNoMore() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < MOST_OF_ONE_ADDRESS; i++) {
                sockets.add(connect());
            }
            await().until(() -> port.connections() == MOST_OF_ONE_ADDRESS);
            try (var refused = connect()) {
                assertThat(readUntilClosed(refused))
                        .startsWith("HTTP/1.1 429 Too Many Requests\r\n")
                        .endsWith("please rate limit your calls\n");
            }
            sockets.remove(0).close();
            await().untilAsserted(() -> assertThat(exchange(LAST)).endsWith("<>"));
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        await().until(() -> port.connections() == 0);
    }

    private static String readUntilClosed(Socket socket) throws IOException {
        var read = new StringBuilder();
        try {
            for (int b = socket.getInputStream().read();
                    b >= 0;
                    b = socket.getInputStream().read()) {
                read.append((char) b);
            }
        } catch (SocketException reset) {
            // hung up while there was more
        }
        return read.toString();
    }

    @Test
    void aPortThatClosesAnswersWhoWaitsAndRefusesTheRest() throws IOException, InterruptedException {
        try (var waiting = connect();
                var late = connect()) {
            write(waiting, GET.replace("/a", "/park"));
            var exchange = parked.take();
            write(late, GET);
            assertThat(late.getInputStream().read()).isEqualTo('H');
            port.close(() -> {
                write(late, LAST);
                await().untilAsserted(() -> assertThat(readUntilClosed(late))
                        .contains("HTTP/1.1 503 Service Unavailable")
                        .contains("Retry-After: 1\r\n"));
                answerLater(exchange);
            });
            assertThat(readAll(waiting)).startsWith("HTTP/1.1 200").endsWith("late");
        }
        assertThat(port.connections()).isZero();
        org.assertj.core.api.Assertions.assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
    }

    @Test
    void whoIsInWhenThePortClosesGetsOneMoreAnswerOnTheConnection() throws IOException {
        try (var patient = new HttpPort(MOST_OF_ONE_ADDRESS, 1000, this::answer, Duration.ofMinutes(1))) {
            var at = patient.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            patient.admit();
            try (var client = new Socket(at.getAddress(), at.getPort())) {
                write(client, GET);
                assertThat(client.getInputStream().read()).isEqualTo('H');
                var closing = new Thread(patient::close);
                closing.start();
                await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);

                write(client, GET);

                assertThat(readUntilClosed(client))
                        .contains("Connection: close\r\n")
                        .endsWith("<>");
            }
        }
    }
}
