package io.curia.it.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.it.ApiClient;
import io.curia.it.BuiltEar;
import io.curia.snapshotagent.AgentReport;
import io.curia.snapshotagent.AgentReport.State;
import io.curia.snapshotagent.RunRecord;
import io.curia.snapshotagent.SnapshotAgent;
import io.curia.snapshotagent.config.AgentConfig;
import io.curia.snapshotagent.config.AgentName;
import io.curia.snapshotagent.config.LocalStorage;
import io.curia.snapshotagent.config.ServerAccess;
import io.curia.snapshotagent.storage.UnfinishedFiles;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.core.ConditionFactory;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshot agents beside a deployed server. */
@ArquillianTest
@RunAsClient
class SnapshotAgentIT {
    private static final String LOCK = "agents/lock";
    private static final String DEAD = """
            {"ID":"%s","Name":"restarted","Check":{"CheckID":"%s:alive","TTL":"30s","Status":"critical"}}""";

    private final ApiClient client = new ApiClient(Integer.getInteger("single.http"));
    private final Queue<Running> started = new ConcurrentLinkedQueue<>();

    @TempDir
    Path dir;

    /** An agent on a thread of its own. */
    private record Running(SnapshotAgent agent, CompletableFuture<Void> end, Queue<String> log) {
        AgentReport report() {
            return agent.report();
        }

        void stop() {
            agent.stop();
            end.join();
        }
    }

    @Deployment(testable = false)
    static EnterpriseArchive deployment() {
        return BuiltEar.unchanged();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(2));
    }

    @BeforeEach
    void awaitLeader() {
        patiently().ignoreExceptions().untilAsserted(() -> assertThat(
                        client.get("/v1/catalog/nodes").body())
                .contains("\"Node\""));
    }

    @AfterEach
    void stopAll() {
        started.forEach(Running::stop);
    }

    private AgentConfig config(String directory, int retain) {
        return config(directory, retain, LOCK);
    }

    private AgentConfig config(String directory, int retain, String lock) {
        return new AgentConfig(
                ServerAccess.of(URI.create("http://127.0.0.1:" + Integer.getInteger("single.http")), ""),
                new AgentConfig.Schedule(Duration.ofSeconds(1), retain, false, 3),
                new AgentConfig.Presence("snapshots", Duration.ofHours(1), lock),
                Optional.empty(),
                List.of(new LocalStorage(dir.resolve(directory))),
                Level.INFO);
    }

    private Running start(String node, AgentConfig config) {
        return start(AgentName.ofNode(node), config);
    }

    private Running start(AgentName name, AgentConfig config) {
        var log = new ConcurrentLinkedQueue<String>();
        var agent = SnapshotAgent.of(config, (level, line) -> log.add(line), name);
        var running = new Running(
                agent,
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                agent.run();
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        task -> new Thread(task, "agent-" + name).start()),
                log);
        started.add(running);
        return running;
    }

    private String get(String path) throws IOException, InterruptedException {
        return client.get(path).body();
    }

    private static long saved(Running running) {
        return running.report().history().stream().filter(RunRecord::succeeded).count();
    }

    @Test
    void onlyOneSavesAndTheOtherTakesOver() throws Exception {
        var first = start("one", config("one", 2));
        patiently().until(() -> saved(first) >= 3);
        assertThat(first.report().state()).isEqualTo(State.ACTIVE);
        assertThat(first.log())
                .startsWith("Snapshot agent running", "Waiting to obtain leadership...", "Obtained leadership");
        // the third may be there, the first not yet removed
        assertThat(snaps("one")).hasSizeBetween(2, 3);
        String session = first.report().lockHolder().orElseThrow().session();
        assertThat(get("/v1/kv/" + LOCK)).contains("\"Session\":\"" + session + "\"");
        patiently().untilAsserted(() -> assertThat(get("/v1/health/service/snapshots"))
                .contains("snapshots-one", "Consul Snapshot Agent Alive", "Consul Snapshot Agent Saving Snapshots")
                .doesNotContain("critical"));
        // the catalog shows a new output of a check later
        patiently().untilAsserted(() -> assertThat(get("/v1/agent/checks")).contains("saved snapshot"));

        var second = start("two", config("two", 2));
        patiently().until(() -> second.report().state() == State.STANDBY);
        assertThat(second.report().lockHolder()).isEqualTo(first.report().lockHolder());
        assertThat(second.report().history()).isEmpty();

        first.stop();
        assertThat(first.report().state()).isEqualTo(State.STOPPED);
        patiently().until(() -> saved(second) >= 1);
        assertThat(second.report().state()).isEqualTo(State.ACTIVE);
        patiently().untilAsserted(() -> assertThat(get("/v1/health/service/snapshots"))
                .contains("snapshots-two")
                .doesNotContain("snapshots-one"));
        second.stop();
        assertThat(get("/v1/kv/" + LOCK)).doesNotContain("\"Session\"");
        patiently().untilAsserted(() -> assertThat(get("/v1/health/service/snapshots"))
                .isEqualTo("[]"));
    }

    private AgentConfig ofProcesses(String service) {
        var base = config(service, 2, "agents/lock-of-" + service);
        return new AgentConfig(
                base.server(),
                base.schedule(),
                new AgentConfig.Presence(
                        service, Duration.ofHours(1), base.presence().lockKey()),
                Optional.empty(),
                base.storages(),
                Level.INFO);
    }

    @Test
    void anAgentThatStopsLeavesTheOthersOfItsMachineRegistered() throws Exception {
        var config = ofProcesses("processes");
        var active = AgentName.ofProcess();
        var first = start(active, config);
        patiently().until(() -> saved(first) >= 1);
        var standby = AgentName.ofProcess();
        var second = start(standby, config);
        String activeId = active.serviceId("processes");
        String standbyId = standby.serviceId("processes");
        patiently().untilAsserted(() -> assertThat(get("/v1/agent/checks"))
                .contains(activeId + ":alive", activeId + ":saving", standbyId + ":alive")
                .doesNotContain(standbyId + ":saving"));
        patiently().until(() -> second.report().state() == State.STANDBY);
        second.stop();
        assertThat(get("/v1/agent/services")).contains(activeId).doesNotContain(standbyId);
        assertThat(get("/v1/agent/checks"))
                .contains(activeId + ":alive", activeId + ":saving")
                .doesNotContain(standbyId);
    }

    @Test
    void aRestartedAgentRemovesWhatItsPredecessorLeftInTheServerAndOnTheDisk() throws Exception {
        var config = ofProcesses("restarted");
        String killed = new AgentName(AgentName.machine(), "0badcafe").serviceId("restarted");
        String ofNode = AgentName.ofNode(AgentName.machine()).serviceId("restarted");
        String elsewhere = new AgentName("elsewhere", "0badcafe").serviceId("restarted");
        try {
            for (String id : new String[] {killed, ofNode, elsewhere}) {
                registerDead(id);
            }
            var directory = Files.createDirectories(dir.resolve("restarted"));
            var left = UnfinishedFiles.of(config, AgentName.ofProcess()).create("local-path", directory);
            var own = AgentName.ofProcess();
            var agent = start(own, config);
            patiently().until(() -> saved(agent) >= 1);
            assertThat(left).doesNotExist();
            assertThat(agent.log()).contains("Removed " + left + ", which an agent left that died");
            patiently().untilAsserted(() -> assertThat(get("/v1/agent/checks"))
                    .contains(own.serviceId("restarted"), "\"" + ofNode + "\"", elsewhere)
                    .doesNotContain(killed));
            assertThat(get("/v1/agent/services")).doesNotContain(killed);
        } finally {
            client.put("/v1/agent/service/deregister/" + ofNode, "");
            client.put("/v1/agent/service/deregister/" + elsewhere, "");
        }
    }

    private void registerDead(String id) throws IOException, InterruptedException {
        String service = DEAD.formatted(id, id);
        assertThat(client.put("/v1/agent/service/register", service).statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoLosesItsLockStopsSavingAndTriesAgain() throws Exception {
        var agent = start("loser", config("loser", 2));
        patiently().until(() -> saved(agent) >= 1);
        String session = agent.report().lockHolder().orElseThrow().session();
        client.put("/v1/session/destroy/" + session, "");
        // the lock may not be taken for 15 s after that
        patiently().untilAsserted(() -> assertThat(agent.log())
                .containsSubsequence(
                        "lost leadership: the lock " + LOCK + " is no longer this agent's",
                        "Waiting to obtain leadership...",
                        "Obtained leadership"));
        assertThat(agent.report().lockHolder().orElseThrow().session()).isNotEqualTo(session);
    }

    @Test
    void aNewConfigurationTakesEffectWithoutARestart() {
        var agent = start("reloaded", config("before", 2));
        patiently().until(() -> saved(agent) >= 1);
        agent.agent().reload(config("after", 1));
        patiently()
                .until(() -> agent.report().history().get(0).succeeded()
                        && agent.report()
                                .history()
                                .get(0)
                                .targets()
                                .get(0)
                                .target()
                                .endsWith("after"));
    }

    @Test
    void aStorageThatFailsIsTriedAgainByItself() throws Exception {
        Path inTheWay = Files.writeString(dir.resolve("bad"), "");
        var base = config("good", 30, "agents/lock-of-two-storages");
        var agent = start(
                "two-storages",
                new AgentConfig(
                        base.server(),
                        new AgentConfig.Schedule(Duration.ofHours(1), 30, false, 0),
                        base.presence(),
                        Optional.empty(),
                        List.of(new LocalStorage(dir.resolve("good")), new LocalStorage(dir.resolve("bad"))),
                        Level.INFO));
        // when it tries again it says a moment later
        var failed = patiently()
                .until(
                        agent::report,
                        report -> report.consecutiveFailures() >= 1
                                && report.nextRun().isPresent());
        assertThat(failed.lastError().orElseThrow().error()).contains("bad");
        assertThat(failed.nextRun().orElseThrow()).isBefore(Instant.now().plusSeconds(600));
        patiently().untilAsserted(() -> assertThat(get("/v1/health/service/snapshots"))
                .contains("critical"));
        Files.delete(inTheWay);
        patiently().until(() -> saved(agent) >= 1);
        assertThat(agent.report().consecutiveFailures()).isZero();
        assertThat(agent.report().history().get(0).targets())
                .extracting(RunRecord.TargetRecord::target)
                .containsExactly(dir.resolve("bad").toString());
        assertThat(snaps("good")).hasSize(1);
        assertThat(snaps("bad")).hasSize(1);
    }

    private List<Path> snaps(String directory) throws IOException {
        try (var files = Files.list(dir.resolve(directory))) {
            return files.filter(each -> each.getFileName().toString().startsWith("consul-"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aServerWithoutAnAgentSaysSo() throws Exception {
        assertThat(get("/v1/snapshot/agent")).startsWith("{\"Enabled\":false,\"State\":\"stopped\"");
    }

    @Test
    void whatAnAgentSavedIsAnArchiveThatCanBeRestored() throws Exception {
        client.put("/v1/kv/saved", "before");
        var agent = start("restored", config("restored", 0, "agents/lock-that-is-restored"));
        patiently().until(() -> saved(agent) >= 1);
        agent.stop();
        client.put("/v1/kv/saved", "after");
        var all = snaps("restored");
        Path newest = all.get(all.size() - 1);
        assertThat(client.put("/v1/snapshot", newest).statusCode()).isEqualTo(200);
        assertThat(get("/v1/kv/saved?raw")).isEqualTo("before");
    }
}
