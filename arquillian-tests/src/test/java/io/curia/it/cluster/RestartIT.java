package io.curia.it.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;

/** What clients see of a server that stops and starts: it is there with its state, or it is not there. */
@ArquillianTest
class RestartIT {
    private static final String KEY = "restart-it";

    @ArquillianResource
    private ContainerController controller;

    private final int port = Integer.getInteger("solo.http");
    private final AtomicBoolean done = new AtomicBoolean();
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    @Test
    void noAnswerSaysThatAKeyDoesNotExist() throws IOException, InterruptedException {
        var nodes = new Nodes(controller);
        var solo = nodes.solo();
        nodes.start(solo);
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> solo.client().put("/v1/kv/" + KEY, "value").body().startsWith("true"));
        var poller = new Thread(this::poll, "poller");
        poller.start();
        try (var waiting = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String query = "GET /v1/kv/" + KEY + "?index=18446744073709551615&wait=10m HTTP/1.1\r\nHost: x\r\n\r\n";
            waiting.getOutputStream().write(query.getBytes(US_ASCII));
            await().until(() -> !seen.isEmpty());

            controller.stop(solo.name());

            assertThat(new String(waiting.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 500 ")
                    .endsWith("raft is already shutdown");
        }
        int before = seen.size();
        nodes.start(solo);
        await().atMost(Duration.ofMinutes(2))
                .until(() -> seen.stream().skip(before).anyMatch(answer -> answer.startsWith("HTTP/1.1 200")));
        done.set(true);
        poller.join();
        controller.stop(solo.name());

        assertThat(seen)
                .contains("refused")
                .allMatch(answer -> answer.equals("refused")
                        || answer.equals("cut")
                        || answer.startsWith("HTTP/1.1 500 ")
                        || answer.startsWith("HTTP/1.1 503 ")
                        || answer.matches("(?s)HTTP/1.1 200 .*value"));
    }

    private void poll() {
        while (!done.get()) {
            seen.add(ask());
        }
    }

    private String ask() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            String request = "GET /v1/kv/" + KEY + "?raw HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            return answer.isEmpty() ? "cut" : answer;
        } catch (ConnectException e) {
            return "refused";
        } catch (IOException e) {
            return "cut";
        }
    }
}
