package io.curia.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.curia.fsm.standard.StandardFsm;
import io.curia.server.config.Settings;
import io.curia.snapshotagent.AgentReport;
import io.curia.testing.FreePorts;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The snapshot agent as a part of a server; what it saves is tested on deployed servers. */
@Timeout(240)
class SnapshotSaverTest {
    @TempDir
    Path dir;

    private RunningServer start(Map<String, String> more) throws IOException {
        var values = new HashMap<>(Map.of(
                "curia.data-dir", dir.resolve("data").toString(),
                "curia.node-name", "s1",
                "curia.raft.port", Integer.toString(FreePorts.take())));
        values.putAll(more);
        var settings = Settings.load(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build());
        return RunningServer.start(
                settings,
                StandardFsm.create(ForkJoinPool.commonPool()),
                (reason, cause) -> {
                    throw new AssertionError(reason, cause);
                },
                SnapshotSaverTest.class.getClassLoader());
    }

    private static boolean isRunning() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(each -> each.getName().equals("curia-snapshot-agent"));
    }

    @Test
    void thereIsNoneByDefault() throws IOException {
        try (var server = start(Map.of())) {
            assertThat(server.snapshotReports().report()).isEmpty();
            assertThat(isRunning()).isFalse();
        }
    }

    @Test
    void waitsForTheServersPortAndEndsWithTheServer() throws IOException {
        var server = start(Map.of("curia.snapshot-agent.enabled", "true", "curia.http.port", "1"));
        try (server) {
            var report = server.snapshotReports().report().orElseThrow();
            assertThat(report.state()).isEqualTo(AgentReport.State.STARTING);
            assertThat(report.targets())
                    .containsExactly(dir.resolve("data/snapshots").toString());
            assertThat(isRunning()).isTrue();
        }
        assertThat(isRunning()).isFalse();
        assertThat(server.snapshotReports().report().orElseThrow().state()).isEqualTo(AgentReport.State.STOPPED);
    }

    @Test
    void showsWhyItGetsNowhereAndWhenItTriesAgain() throws IOException {
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            boolean leader = exchange.getRequestURI().getPath().equals("/v1/status/leader");
            byte[] body = (leader ? "\"127.0.0.1:8300\"" : "Permission denied").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(leader ? 200 : 403, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.start();
        try (var server = start(Map.of(
                "curia.snapshot-agent.enabled",
                "true",
                "curia.http.port",
                Integer.toString(http.getAddress().getPort())))) {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                var report = server.snapshotReports().report().orElseThrow();
                assertThat(report.lastError())
                        .hasValueSatisfying(fault -> assertThat(fault.error()).contains("403 (Permission denied)"));
                assertThat(report.nextRun()).isPresent();
            });
        } finally {
            http.stop(0);
        }
    }
}
