package io.curia.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.cluster.LeaderQuestions;
import io.curia.cluster.LeaderReport;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.raft.api.RaftServer;
import io.curia.server.config.Settings;
import io.curia.state.KvTables;
import io.curia.testing.FreePorts;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three servers that compare their states, one of which does not vote. */
@Timeout(600)
class StateComparisonTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    Path dir;

    private final Map<String, RunningServer> running = new HashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();

    @AfterEach
    void stopAll() {
        running.values().forEach(RunningServer::close);
    }

    private RunningServer start(String name, Map<String, String> more) throws IOException {
        ports.computeIfAbsent(name, made -> FreePorts.take());
        var values = new HashMap<>(Map.of(
                "curia.data-dir",
                dir.resolve(name).toString(),
                "curia.node-name",
                name,
                "curia.raft.multiplier",
                "3",
                "curia.raft.state-comparison-interval",
                "1s",
                "curia.autopilot.server-stabilization-time",
                "1s",
                "curia.raft.port",
                Integer.toString(ports.get(name))));
        if (ports.size() > 1) {
            values.put("curia.retry-join", "127.0.0.1:" + ports.get("s1"));
        }
        values.putAll(more);
        var server = RunningServer.start(
                Settings.load(new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(values, "test", 100))
                        .build()),
                StandardFsm.create(ForkJoinPool.commonPool()),
                (reason, cause) -> {
                    throw new AssertionError(reason, cause);
                },
                StateComparisonTest.class.getClassLoader());
        running.put(name, server);
        return server;
    }

    /** So much that its log begins with a snapshot. */
    private static void fill(RunningServer server) {
        for (int i = 0; i < 200; i++) {
            write(server, "key/" + i);
        }
    }

    private static void write(RunningServer through, String key) {
        var command = KvsCommand.of(KvsOp.SET, KvEntry.of(ByteString.of(key), ByteString.of("v"), 0));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            through.raft().apply(command.encode()).toCompletableFuture().join();
            return true;
        });
    }

    /** What the leader tells, whoever is asked. */
    private static JsonObject told(RunningServer asked, LeaderReport.Kind kind) {
        var report = new LeaderQuestions(asked.raft())
                .report(kind, false)
                .toCompletableFuture()
                .join()
                .orElseThrow();
        try (var reader = Json.createReader(new ByteArrayInputStream(report.json()))) {
            return reader.readObject();
        }
    }

    /** The names of the servers that were compared beyond an index, and in what they differ. */
    private static Map<String, String> compared(RunningServer asked, long beyond) {
        return told(asked, LeaderReport.Kind.COMPARISON).getJsonArray("Servers").getValuesAs(JsonObject.class).stream()
                .filter(server -> server.getJsonNumber("Index").longValue() > beyond)
                .collect(Collectors.toMap(server -> server.getString("Node"), server -> server.getJsonArray("Differing")
                        .toString()));
    }

    private void awaitCompared(Map<String, String> wanted) {
        var asked = running.get("s1");
        long beyond = asked.raft().lastApplied();
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(compared(asked, beyond))
                .isEqualTo(wanted));
    }

    private static List<String> unhealthy(RunningServer asked) {
        var names = new ArrayList<String>();
        for (var server :
                told(asked, LeaderReport.Kind.HEALTH).getJsonArray("Servers").getValuesAs(JsonObject.class)) {
            if (!server.getBoolean("Healthy")) {
                names.add(server.getString("Name"));
            }
        }
        return names;
    }

    private void awaitUnhealthy(String... names) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(unhealthy(running.get("s1")))
                .containsExactly(names));
    }

    @Test
    void theOneWithAnotherStateIsNamedAndNotWell() throws IOException {
        // only this one's: a snapshot of another would keep what is planted there
        var first = start("s1", Map.of("curia.raft.snapshot-threshold", "64"));
        fill(first);
        var differing = start("s2", Map.of());
        start("s3", Map.of("curia.read-replica", "true"));
        await().atMost(PATIENCE)
                .until(() -> first.raft().servers().stream()
                                .filter(RaftServer::voter)
                                .count()
                        == 2);
        write(differing, "after");
        var equal = Map.of("s1", "[]", "s2", "[]", "s3", "[]");
        awaitCompared(equal);
        awaitUnhealthy();

        try (var txn = differing.fsm().store().write()) {
            txn.insert(KvTables.KVS, new KvEntry(ByteString.of("planted"), null, 0, 0, "", 1, 1));
            txn.commit();
        }
        awaitCompared(Map.of("s1", "[]", "s2", "[\"kvs\"]", "s3", "[]"));
        awaitUnhealthy("s2");

        // its log and snapshots do not have what was planted, so that a start is enough to be rid of it
        differing.close();
        start("s2", Map.of());
        awaitCompared(equal);
        awaitUnhealthy();

        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            Restores.restoreItself(first.raft(), first.fsm());
            return true;
        });
        awaitCompared(equal);
    }
}
