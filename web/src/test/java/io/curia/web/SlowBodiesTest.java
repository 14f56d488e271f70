package io.curia.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curia.web.port.HttpPort;
import io.undertow.server.HttpServerExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies that come slowly, are too long or end early, on a real port. */
class SlowBodiesTest {
    private static final int LIMIT = 100_000;
    private static final String CHUNKED = "PUT /v1/txn HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

    private HttpPort port;
    private InetSocketAddress address;

    @BeforeEach
    void open() throws IOException {
        var bodies = new BodiesFirst(() -> LIMIT, Duration.ofSeconds(1), SlowBodiesTest::tell, SlowBodiesTest::tell);
        port = new HttpPort(1000, 1000, bodies);
        address = port.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        port.admit();
    }

    @AfterEach
    void close() {
        port.close();
    }

    private static void tell(HttpServerExchange exchange) {
        var body = exchange.getAttachment(BodiesFirst.BODY);
        exchange.getResponseSender()
                .send(body == null ? "streamed" : body.isTooLong() ? "too long" : "length " + body.bytes().length);
    }

    private Socket send(String bytes) throws IOException {
        var socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        return socket;
    }

    private static String head(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(500), ISO_8859_1);
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        var read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int b = socket.getInputStream().read();
            assertThat(b).as(read.toString()).isNotNegative();
            read.append((char) b);
        }
        return read.toString();
    }

    @Test
    void aBodyThatStopsComingIsGivenUpWhileOthersAreServed() throws IOException {
        var slow = new Socket[300];
        for (int i = 0; i < slow.length; i++) {
            slow[i] = send(CHUNKED + "1\r\n[\r\n");
        }
        try (var whole = send(CHUNKED.replace("Host: x", "Host: x\r\nConnection: close") + "2\r\n[]\r\n0\r\n\r\n")) {
            assertThat(head(whole)).endsWith("length 2");
        }
        for (Socket socket : slow) {
            assertThat(head(socket)).startsWith("HTTP/1.1 500 ").endsWith("the request body takes too long");
            socket.close();
        }
    }

    @Test
    void aBodyBeyondTheLimitIsNotRead() throws IOException {
        try (var chunked = send(CHUNKED + "20000\r\n" + "x".repeat(0x20000) + "\r\n");
                var declared = send("PUT /v1/txn HTTP/1.1\r\nHost: x\r\nContent-Length: 100001\r\n\r\n")) {
            assertThat(readUntil(chunked, "too long")).startsWith("HTTP/1.1 200");
            assertThat(readUntil(declared, "too long")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aBodyThatEndsEarlyIsToldSo() throws IOException {
        try (var socket = send("PUT /v1/txn HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf")) {
            socket.shutdownOutput();
            assertThat(head(socket)).startsWith("HTTP/1.1 500 ");
        }
    }

    @Test
    void aStreamHasToGoOnComing() throws IOException {
        var now = new AtomicLong();
        try (var input = new SteadyInput(new ByteArrayInputStream(new byte[10_000]), now::get)) {
            assertThat(input.readNBytes(1024)).hasSize(1024);
            now.set(Duration.ofSeconds(61).toNanos());
            assertThat(input.readNBytes(1024)).hasSize(1024);
            now.set(Duration.ofSeconds(90).toNanos());
            assertThatThrownBy(input::read).isInstanceOf(IOException.class);
        }
    }
}
