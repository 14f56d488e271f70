package io.curia.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.cluster.LeaderQuestions;
import io.curia.cluster.LeaderReport;
import io.curia.cluster.Transfer;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.raft.api.ClusterMember;
import io.curia.raft.api.RaftServer;
import io.curia.server.config.Settings;
import io.curia.state.KvEntries;
import io.curia.testing.FreePorts;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that come and go, and the autopilot that looks after who of them votes. */
@Timeout(600)
class AutopilotClusterTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    Path dir;

    private final List<RunningServer> running = new ArrayList<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private int firstPort;

    @AfterEach
    void stopAll() {
        running.forEach(RunningServer::close);
    }

    /** Founds a cluster if it is the first, else joins it. */
    private RunningServer start(String name, Map<String, String> more) throws IOException {
        int port = ports.computeIfAbsent(name, made -> FreePorts.take());
        var values = new HashMap<>(Map.of(
                "curia.data-dir",
                dir.resolve(name).toString(),
                "curia.node-name",
                name,
                "curia.raft.multiplier",
                "3",
                "curia.autopilot.server-stabilization-time",
                "1s",
                "curia.raft.port",
                Integer.toString(port)));
        if (running.isEmpty()) {
            firstPort = port;
        } else {
            values.put("curia.retry-join", "127.0.0.1:" + firstPort);
        }
        values.putAll(more);
        var settings = Settings.load(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build());
        var server = RunningServer.start(
                settings,
                StandardFsm.create(ForkJoinPool.commonPool()),
                (reason, cause) -> {
                    throw new AssertionError(reason, cause);
                },
                AutopilotClusterTest.class.getClassLoader());
        running.add(server);
        return server;
    }

    private void stop(RunningServer server) {
        running.remove(server);
        server.close();
    }

    private static List<String> voters(RunningServer asked) {
        return asked.raft().servers().stream()
                .filter(RaftServer::voter)
                .map(RaftServer::name)
                .sorted()
                .toList();
    }

    private void awaitVoters(String... names) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running)
                .filteredOn(server -> List.of(names).contains(server.node().nodeName()))
                .allSatisfy(server -> assertThat(voters(server)).containsExactly(names)));
    }

    private static void write(RunningServer through, String key) {
        var command = KvsCommand.of(KvsOp.SET, KvEntry.of(ByteString.of(key), ByteString.of("v"), 0));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            through.raft().apply(command.encode()).toCompletableFuture().join();
            return true;
        });
    }

    private static void awaitKey(RunningServer server, String key) {
        await().atMost(PATIENCE)
                .until(() -> KvEntries.get(server.fsm().store().read(), ByteString.of(key), null)
                                .value()
                        != null);
    }

    @Test
    void oneBecomesThreeAndAFourthTakesThePlaceOfOneThatIsGone() throws IOException {
        var first = start("s1", Map.of());
        write(first, "alone");
        start("s2", Map.of());
        var gone = start("s3", Map.of());
        awaitVoters("s1", "s2", "s3");
        write(gone, "three");

        var replica = start("s5", Map.of("curia.read-replica", "true"));
        stop(gone);
        var fourth = start("s4", Map.of());
        awaitVoters("s1", "s2", "s4");
        write(fourth, "four");
        awaitKey(replica, "four");
        assertThat(voters(replica)).doesNotContain("s5");
        await().atMost(PATIENCE)
                .until(() ->
                        first.raft().members().stream().map(ClusterMember::name).noneMatch("s3"::equals));
    }

    @Test
    void whoeverIsAskedTheLeaderAnswersAndGivesWay() throws IOException {
        start("s1", Map.of());
        var asked = start("s2", Map.of());
        var successor = start("s3", Map.of());
        awaitVoters("s1", "s2", "s3");
        var questions = new LeaderQuestions(asked.raft());
        await().atMost(PATIENCE)
                .until(() -> report(questions).map(LeaderReport::healthy).orElse(false));

        var leader = running.get(0);
        var transfer = new Transfer(
                UUID.randomUUID(), leader.node().nodeId(), successor.node().nodeId());
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> questions.transfer(transfer).toCompletableFuture().join(), Transfer.Outcome.DONE::equals);
        await().atMost(PATIENCE).until(successor.raft()::isLeader);
        await().atMost(PATIENCE).until(() -> report(questions)
                .map(report -> new String(report.json(), UTF_8))
                .filter(json -> json.contains("\"Leader\":\"" + successor.node().nodeId() + "\""))
                .isPresent());
    }

    private static Optional<LeaderReport> report(LeaderQuestions questions) {
        return questions
                .report(LeaderReport.Kind.STATE, false)
                .toCompletableFuture()
                .join();
    }

    @Test
    void whoWasTakenOutWhileItWasAwayGetsItsVoteAgain() throws IOException {
        var first = start("s1", Map.of());
        start("s2", Map.of());
        var away = start("s3", Map.of());
        awaitVoters("s1", "s2", "s3");
        write(first, "before");
        stop(away);
        awaitVoters("s1", "s2");
        write(first, "meanwhile");

        var back = start("s3", Map.of());
        awaitVoters("s1", "s2", "s3");
        awaitKey(back, "meanwhile");
        write(back, "after");
    }
}
