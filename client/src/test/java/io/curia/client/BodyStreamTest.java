package io.curia.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that come in full, that stall half-way, and that break off, from a real socket. */
@Timeout(180)
class BodyStreamTest {
    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        listener.close();
    }

    /** What the server does with its one connection, once it has read the request. */
    private interface Conversation {
        void with(Socket connection, OutputStream out) throws Exception;
    }

    private CompletableFuture<Void> serve(Conversation conversation) {
        return CompletableFuture.runAsync(() -> {
            try (Socket connection = listener.accept()) {
                var request = new StringBuilder();
                while (!request.toString().endsWith("\r\n\r\n")) {
                    request.append((char) connection.getInputStream().read());
                }
                conversation.with(connection, connection.getOutputStream());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static String head(int length) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private InputStream get(Duration patience) throws IOException {
        return HttpApi.at(URI.create("http://127.0.0.1:" + listener.getLocalPort()))
                .stallTimeout(patience)
                .build()
                .send("GET", "/", Map.of(), null, null);
    }

    /**
     * Says half a word, then nothing until the client hangs up. Head and word go out together, so that no client has
     * hung up in between.
     */
    private CompletableFuture<Void> stall() {
        return serve((connection, out) -> {
            out.write((head(10) + "half").getBytes(US_ASCII));
            assertThat(connection.getInputStream().read()).isEqualTo(-1);
        });
    }

    @Test
    void aLongAnswerComesWhole() throws Exception {
        var content = new byte[5_000_000];
        new Random(1).nextBytes(content);
        var served = serve((connection, out) -> {
            out.write(head(content.length).getBytes(US_ASCII));
            out.write(content);
        });
        try (var body = get(Duration.ofSeconds(60))) {
            assertThat(body.read()).isEqualTo(content[0] & 0xff);
            assertThat(body.readNBytes(1000)).startsWith(content[1], content[2]).hasSize(1000);
            assertThat(body.readAllBytes()).hasSize(content.length - 1001).endsWith(content[content.length - 1]);
            assertThat(body.read()).isEqualTo(-1);
        }
        served.join();
    }

    @Test
    void aStalledOneIsGivenUp() throws Exception {
        var served = stall();
        try (var body = get(Duration.ofMillis(300))) {
            assertThatThrownBy(body::readAllBytes)
                    .isInstanceOf(HttpTimeoutException.class)
                    .hasMessage("nothing of the answer came for 300 ms");
        }
        served.join();
    }

    @Test
    void whoReadsCanBeInterrupted() throws Exception {
        var served = stall();
        var failure = new AtomicReference<Throwable>();
        var halfWay = new CountDownLatch(1);
        var reader = new Thread(() -> {
            try (var body = get(Duration.ofMinutes(10))) {
                assertThat(body.readNBytes(4)).hasSize(4);
                halfWay.countDown();
                body.readAllBytes();
            } catch (IOException e) {
                failure.set(e);
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
            }
        });
        reader.start();
        halfWay.await();
        await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);
        reader.interrupt();
        reader.join();
        assertThat(failure.get()).isInstanceOf(InterruptedIOException.class);
        served.join();
    }

    @Test
    void oneThatBreaksOffIsNotTakenForAWholeOne() throws Exception {
        var begun = new CountDownLatch(1);
        var served = serve((connection, out) -> {
            out.write((head(10) + "half").getBytes(US_ASCII));
            begun.await();
        });
        try (var body = get(Duration.ofSeconds(60))) {
            assertThat(body.readNBytes(4)).asString(US_ASCII).isEqualTo("half");
            begun.countDown();
            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
        }
        served.join();
    }

    @Test
    void closingEndsTheTransfer() throws Exception {
        var served = stall();
        var body = get(Duration.ofSeconds(60));
        assertThat(body.read()).isEqualTo('h');
        body.close();
        served.join();
        assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasMessage("the answer is closed");
    }
}
