package io.curia.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.agent.Agent;
import io.curia.agent.AgentSettings;
import io.curia.agent.CheckDefinition;
import io.curia.fsm.Command;
import io.curia.fsm.catalog.DeregisterCommand;
import io.curia.fsm.catalog.RegisterCommand;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.HealthCheck;
import io.curia.model.HealthCheckDefinition;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.Weights;
import io.curia.server.config.Settings;
import io.curia.state.Checks;
import io.curia.state.Nodes;
import io.curia.state.Registration;
import io.curia.state.Services;
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
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The agent, and what the leader says of servers, on real servers. */
@Timeout(480)
class RunningAgentTest {
    private static final NodeService WEB = NodeService.of("web", "web", 80).withWeights(Weights.DEFAULT);

    @TempDir
    Path dir;

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(2));
    }

    private Settings settings(String name, int port, Map<String, String> more) {
        var values = new HashMap<>(Map.of(
                "curia.data-dir", dir.resolve(name).toString(),
                "curia.node-name", name,
                "curia.raft.port", Integer.toString(port)));
        values.putAll(more);
        return Settings.load(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build());
    }

    private static RunningServer start(Settings settings) {
        return RunningServer.start(
                settings,
                StandardFsm.create(ForkJoinPool.commonPool()),
                (reason, cause) -> {
                    throw new AssertionError(reason, cause);
                },
                RunningAgentTest.class.getClassLoader());
    }

    private RunningServer startOne(Map<String, String> more) throws IOException {
        var server = start(settings("s1", FreePorts.take(), more));
        patiently().until(server.raft()::isLeader);
        return server;
    }

    private static void apply(RunningServer server, Command command) throws Exception {
        server.raft().apply(command.encode()).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static CheckDefinition ttl(String id, Duration ttl, Duration deregisterAfter) {
        var run = new HealthCheckDefinition(
                "",
                "",
                false,
                null,
                "",
                "",
                false,
                "",
                "",
                0,
                0,
                0,
                deregisterAfter.toNanos(),
                null,
                "",
                "",
                "",
                false,
                "",
                "",
                ttl.toNanos());
        return new CheckDefinition(id, "a check", "", "", HealthCheck.PASSING, run, 0, 0);
    }

    private static HealthCheck checkInCatalog(RunningServer server, String node, String id) {
        return Checks.find(server.fsm().store().read(), node, id);
    }

    private static boolean hasService(RunningServer server, String node, String id) {
        return Services.row(server.fsm().store().read(), node, id) != null;
    }

    @Test
    void theServerIsInTheCatalogWithAllItsAddresses() throws Exception {
        try (var server = startOne(Map.of())) {
            patiently().untilAsserted(() -> {
                var node = Nodes.byName(server.fsm().store().read(), "s1");
                assertThat(node).isNotNull();
                assertThat(node.id()).isEqualTo(server.node().nodeId());
                assertThat(node.taggedAddresses()).containsOnlyKeys("lan", "lan_ipv4", "wan", "wan_ipv4");
                assertThat(checkInCatalog(server, "s1", HealthCheck.SERF_HEALTH).output())
                        .isEqualTo("Agent alive and reachable");
                assertThat(hasService(server, "s1", "consul")).isTrue();
            });
        }
    }

    @Test
    void whatIsRegisteredIsInTheCatalogWhenTheStageIsDoneAndAfterARestart() throws Exception {
        try (var server = startOne(Map.of())) {
            server.agent()
                    .registerService(WEB, List.of(ttl("c", Duration.ofHours(1), Duration.ZERO)), false)
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            assertThat(hasService(server, "s1", "web")).isTrue();
            server.agent()
                    .report("c", HealthCheck.WARNING, "so so")
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            assertThat(checkInCatalog(server, "s1", "c").status()).isEqualTo(HealthCheck.WARNING);
        }
        try (var server = startOne(Map.of())) {
            assertThat(server.agent().state().services()).containsOnlyKeys("web");
            var check = server.agent().state().check("c").orElseThrow();
            assertThat(check.check().status()).isEqualTo(HealthCheck.WARNING);
            assertThat(check.check().output()).isEqualTo("so so");
            assertThat(hasService(server, "s1", "web")).isTrue();
        }
    }

    @Test
    void theCatalogIsBroughtInStepWhateverOthersWroteToIt() throws Exception {
        try (var server = startOne(Map.of("curia.agent.sync-interval", "1s"))) {
            server.agent()
                    .registerService(WEB, List.of(), false)
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            patiently().until(() -> hasService(server, "s1", "consul"));
            apply(server, DeregisterCommand.ofService("s1", "web"));
            var self = Nodes.byName(server.fsm().store().read(), "s1");
            var stranger = NodeService.of("stranger", "stranger", 1);
            apply(server, RegisterCommand.of(new Registration(self, stranger, null, null, true)));
            patiently().until(() -> hasService(server, "s1", "web") && !hasService(server, "s1", "stranger"));
            assertThat(hasService(server, "s1", "consul")).isTrue();
        }
    }

    @Test
    void aCheckThatHearsNothingBecomesCriticalAndItsServiceIsRemoved() throws Exception {
        try (var server = startOne(Map.of())) {
            var quick = new AgentSettings(
                    dir.resolve("other"), false, Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMillis(100));
            try (var agent = Agent.start(
                    server.raft(),
                    server.fsm(),
                    UUID.randomUUID().toString(),
                    "other",
                    "127.0.0.2",
                    "dc1",
                    Map.of(),
                    quick)) {
                agent.beginChecks();
                var shortLived = ttl("short", Duration.ofMillis(200), Duration.ofMillis(200));
                agent.registerService(WEB, List.of(shortLived), false)
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS);
                agent.registerCheck(ttl("of-node", Duration.ofMillis(200), Duration.ZERO))
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS);
                patiently().untilAsserted(() -> assertThat(
                                checkInCatalog(server, "other", "of-node").output())
                        .isEqualTo("TTL expired"));
                patiently()
                        .until(() -> agent.state().service("web").isEmpty()
                                && !hasService(server, "other", "web")
                                && checkInCatalog(server, "other", "short") == null);
            }
        }
    }

    @Test
    void theLeaderMarksAServerThatIsLost() throws Exception {
        var ports = FreePorts.take(3);
        var peers =
                String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList());
        var starting = new ArrayList<CompletableFuture<RunningServer>>();
        for (int i = 0; i < 3; i++) {
            var settings =
                    settings("s" + i, ports.get(i), Map.of("curia.bootstrap-expect", "3", "curia.retry-join", peers));
            starting.add(CompletableFuture.supplyAsync(
                    () -> start(settings), task -> new Thread(task, "starts-a-server").start()));
        }
        var servers = new ArrayList<RunningServer>();
        try {
            for (var each : starting) {
                servers.add(each.get(180, TimeUnit.SECONDS));
            }
            patiently()
                    .until(() -> servers.stream().anyMatch(each -> each.raft().isLeader()));
            var leader = servers.stream()
                    .filter(each -> each.raft().isLeader())
                    .findFirst()
                    .orElseThrow();
            patiently().until(() -> List.of("s0", "s1", "s2").stream().allMatch(name -> isPassing(leader, name)));

            var lost =
                    servers.stream().filter(each -> each != leader).findFirst().orElseThrow();
            lost.close();

            patiently().untilAsserted(() -> {
                var check = checkInCatalog(leader, lost.node().nodeName(), HealthCheck.SERF_HEALTH);
                assertThat(check.status()).isEqualTo(HealthCheck.CRITICAL);
                assertThat(check.output()).isEqualTo("Agent not live or unreachable");
            });
        } finally {
            servers.forEach(RunningServer::close);
        }
    }

    private static boolean isPassing(RunningServer server, String node) {
        var check = checkInCatalog(server, node, HealthCheck.SERF_HEALTH);
        return check != null && check.status().equals(HealthCheck.PASSING);
    }

    @Test
    void aNodeThatNoServerHasLeavesTheCatalog() throws Exception {
        try (var server = startOne(Map.of())) {
            patiently().until(() -> Nodes.byName(server.fsm().store().read(), "s1") != null);
            var former = new Node(UUID.randomUUID().toString(), "former", "127.0.0.9", "dc1", null, null, 0, 0);
            var alive = HealthCheck.of("former", HealthCheck.SERF_HEALTH, "", HealthCheck.PASSING);
            apply(server, RegisterCommand.of(new Registration(former, null, alive, null, false)));
            var external = Node.of("external", "127.0.0.8");
            apply(server, RegisterCommand.of(new Registration(external, null, null, null, false)));

            var now = new AtomicLong();
            var reconcile = new MemberReconcile(server.raft(), server.fsm(), server.node(), now::get);
            reconcile.begin();
            patiently().until(() -> checkInCatalog(server, "former", HealthCheck.SERF_HEALTH)
                    .status()
                    .equals(HealthCheck.CRITICAL));
            now.addAndGet(Duration.ofMinutes(1).toNanos());
            reconcile.turn();

            patiently().until(() -> Nodes.byName(server.fsm().store().read(), "former") == null);
            assertThat(Nodes.byName(server.fsm().store().read(), "external")).isNotNull();
            assertThat(Nodes.byName(server.fsm().store().read(), "s1")).isNotNull();
        }
    }

    @Test
    void aServerOwnsItsNameAfterAnArchiveOfItsPredecessorWasRestored() throws Exception {
        var elsewhere = StandardFsm.create(Runnable::run);
        var predecessor = new Node(UUID.randomUUID().toString(), "s1", "10.0.0.9", "dc1", null, null, 0, 0);
        var alive = HealthCheck.of("s1", HealthCheck.SERF_HEALTH, "", HealthCheck.PASSING);
        var old = NodeService.of("old", "old", 1);
        elsewhere.apply(
                1,
                RegisterCommand.of(new Registration(predecessor, old, alive, null, false))
                        .encode());
        try (var server = startOne(Map.of())) {
            patiently().until(() -> hasService(server, "s1", "consul"));

            Restores.restore(server.raft(), Restores.archive(elsewhere));
            server.agent()
                    .registerService(WEB, List.of(), false)
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);

            patiently().untilAsserted(() -> {
                assertThat(hasService(server, "s1", "web")).isTrue();
                assertThat(hasService(server, "s1", "consul")).isTrue();
                assertThat(hasService(server, "s1", "old")).isFalse();
                var node = Nodes.byName(server.fsm().store().read(), "s1");
                assertThat(node.id()).isEqualTo(server.node().nodeId());
                assertThat(node.address()).isEqualTo("127.0.0.1");
                assertThat(node.taggedAddresses()).containsEntry("lan", "127.0.0.1");
            });
        }
    }
}
