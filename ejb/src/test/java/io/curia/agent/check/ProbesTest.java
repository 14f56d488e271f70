package io.curia.agent.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.curia.model.HealthCheck;
import io.curia.model.HealthCheckDefinition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class ProbesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Probes probes = new Probes(threads, threads);
    private final CountDownLatch testIsOver = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        testIsOver.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void answer(String path, int status, String body) {
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, 0);
            try (var out = exchange.getResponseBody()) {
                out.write(body.getBytes(UTF_8));
            }
        });
    }

    private Outcome run(HealthCheckDefinition definition) {
        return probes.of(definition).run().join();
    }

    private static HealthCheckDefinition http(String url, Duration timeout) {
        return definition(url, "", null, timeout, "", "", null, false);
    }

    private static HealthCheckDefinition definition(
            String http,
            String tcp,
            List<String> script,
            Duration timeout,
            String method,
            String body,
            Map<String, List<String>> header,
            boolean noRedirects) {
        return new HealthCheckDefinition(
                http,
                "",
                false,
                header,
                method,
                body,
                noRedirects,
                tcp,
                "",
                0,
                0,
                timeout.toNanos(),
                0,
                script,
                "",
                "",
                "",
                false,
                "",
                "",
                0);
    }

    @ParameterizedTest
    @CsvSource({"200,passing", "204,passing", "429,warning", "404,critical", "500,critical", "301,critical"})
    void theStatusOfTheAnswerIsTheStatusOfTheCheck(int status, String expected) {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        assertThat(run(http(url("/"), PATIENCE)).status()).isEqualTo(expected);
    }

    @Test
    void theOutputTellsTheRequestAndTheAnswer() {
        answer("/health", 200, "all fine");
        assertThat(run(http(url("/health"), PATIENCE)).output())
                .isEqualTo("HTTP GET " + url("/health") + ": 200 OK Output: all fine");
    }

    @Test
    void methodHeadersAndBodyAreSent() {
        server.createContext("/echo", exchange -> {
            String text = exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("X-Key") + " "
                    + exchange.getRequestHeaders().getFirst("User-Agent") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                out.write(text.getBytes(UTF_8));
            }
        });
        var definition =
                definition(url("/echo"), "", null, PATIENCE, "POST", "ping", Map.of("X-Key", List.of("v")), false);
        assertThat(run(definition).output()).endsWith("Output: POST v Consul Health Check ping");
    }

    @Test
    void redirectsAreFollowedUnlessTheyAreDisabled() {
        answer("/target", 200, "here");
        server.createContext("/away", exchange -> {
            exchange.getResponseHeaders().set("Location", url("/target"));
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        var followed = definition(url("/away"), "", null, PATIENCE, "", "", null, false);
        var stayed = definition(url("/away"), "", null, PATIENCE, "", "", null, true);
        assertThat(run(followed).status()).isEqualTo(HealthCheck.PASSING);
        assertThat(run(stayed).status()).isEqualTo(HealthCheck.CRITICAL);
    }

    @Test
    void onlyTheEndOfALongBodyIsKept() {
        answer("/long", 200, "a".repeat(100_000) + "the end");
        var output = run(http(url("/long"), PATIENCE)).output();
        assertThat(output)
                .isEqualTo("HTTP GET " + url("/long") + ": 200 OK Output: " + "a".repeat(4096 - 7) + "the end");
    }

    @Test
    void aBodyThatNeverEndsIsTakenAsFarAsItCame() {
        server.createContext("/drip", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            awaitEndOfTest();
            exchange.close();
        });
        assertThat(run(http(url("/drip"), Duration.ofSeconds(2))))
                .isEqualTo(new Outcome(HealthCheck.PASSING, "HTTP GET " + url("/drip") + ": 200 OK Output: x"));
    }

    @Test
    void aServerThatDoesNotListenIsCritical() throws IOException {
        String url = "http://127.0.0.1:" + unusedPort() + "/";
        assertThat(run(http(url, PATIENCE)))
                .isEqualTo(new Outcome(
                        HealthCheck.CRITICAL,
                        "Get \"" + url + "\": dial tcp " + url.replaceAll("http://|/$", "")
                                + ": connect: connection refused"));
    }

    @Test
    void aPortThatTakesConnectionsIsPassing() throws IOException {
        String open = "127.0.0.1:" + server.getAddress().getPort();
        String closed = "127.0.0.1:" + unusedPort();
        assertThat(run(definition("", open, null, PATIENCE, "", "", null, false)))
                .isEqualTo(new Outcome(HealthCheck.PASSING, "TCP connect " + open + ": Success"));
        assertThat(run(definition("", closed, null, PATIENCE, "", "", null, false)))
                .isEqualTo(new Outcome(HealthCheck.CRITICAL, "dial tcp " + closed + ": connect: connection refused"));
        assertThat(run(definition("", "no.such.host.invalid:1", null, Duration.ofSeconds(30), "", "", null, false))
                        .status())
                .isEqualTo(HealthCheck.CRITICAL);
    }

    @ParameterizedTest
    @EnabledOnOs({OS.LINUX, OS.MAC})
    @CsvSource({"0,passing", "1,warning", "2,critical", "127,critical"})
    void theExitStatusOfACommandIsTheStatusOfTheCheck(int exit, String expected) {
        assertThat(run(script("echo said; exit " + exit, PATIENCE))).isEqualTo(new Outcome(expected, "said\n"));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void ofALongOutputOfACommandTheEndIsKept() {
        var output = run(script("head -c 9996 /dev/zero | tr '\\0' a; echo end", PATIENCE))
                .output();
        assertThat(output).isEqualTo("Captured 4096 of 10000 bytes\n...\n" + "a".repeat(4092) + "end\n");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aCommandThatTakesTooLongIsEnded() {
        assertThat(run(script("sleep 600", Duration.ofMillis(300))))
                .isEqualTo(new Outcome(HealthCheck.CRITICAL, "Timed out (300ms) running check"));
    }

    @Test
    void aCommandThatDoesNotExistIsCritical() {
        var outcome = run(definition("", "", List.of("/no/such/command"), PATIENCE, "", "", null, false));
        assertThat(outcome.status()).isEqualTo(HealthCheck.CRITICAL);
        assertThat(outcome.output()).contains("/no/such/command");
    }

    /** However many commands take their time, other checks go on. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void slowCommandsHoldUpNoOtherChecks() {
        try (var schedule = new Schedule()) {
            var scheduled = new Probes(schedule.turns(), schedule.scripts());
            var slow = new ArrayList<CompletableFuture<Outcome>>();
            for (int i = 0; i < 40; i++) {
                slow.add(scheduled
                        .of(script("sleep 600", Duration.ofMinutes(10)))
                        .run());
            }
            String open = "127.0.0.1:" + server.getAddress().getPort();
            var check = definition("", open, null, PATIENCE, "", "", null, false);
            assertThat(scheduled.of(check).run().join().status()).isEqualTo(HealthCheck.PASSING);
            assertThat(slow).noneMatch(CompletableFuture::isDone);
        } finally {
            ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static HealthCheckDefinition script(String line, Duration timeout) {
        return definition("", "", List.of("/bin/sh", "-c", line), timeout, "", "", null, false);
    }

    private static int unusedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitEndOfTest() {
        try {
            testIsOver.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
