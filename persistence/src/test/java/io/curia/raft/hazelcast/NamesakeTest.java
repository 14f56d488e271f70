package io.curia.raft.hazelcast;

import static io.curia.raft.hazelcast.Servers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curia.raft.api.ClusterMember;
import io.curia.testing.FreePorts;
import io.curia.testing.Logged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that has forgotten its votes never acts under the identity that gave them, whoever bears its node id. */
class NamesakeTest {
    @TempDir
    Path root;

    private final Writes written = new Writes();
    private int round;

    /** Restarted once, so that the library's member ids have nothing to do with identities any more. */
    private void startTwice(Servers servers) throws InterruptedException {
        servers.startAll();
        written.write(servers.awaitLeader(), "first", 3);
        servers.all.forEach(servers::stop);
        servers.startAll();
        servers.awaitLeader();
    }

    /** With an empty data directory. */
    private Servers.Server cloneOf(Servers.Server server) throws IOException {
        return new Servers.Server(server.id, root.resolve("clone"), FreePorts.take());
    }

    private static void assertRefused(Servers servers, Servers.Server clone, Servers.Server honest) {
        servers.all.add(clone);
        try {
            assertThatThrownBy(() -> servers.start(clone))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("127.0.0.1:" + honest.port, "127.0.0.1:" + clone.port, "data directory");
        } finally {
            servers.all.remove(clone);
        }
    }

    private void assertAllGoOn(List<Servers.Server> running) {
        for (var server : running) {
            await().atMost(PATIENCE).until(() -> server.engine.leaderAddress().isPresent());
            written.write(server, "after-" + round++ + "-" + server.port, 3);
            assertThat(server.fatal).isEmpty();
        }
        written.assertHeldBy(running);
    }

    @Test
    void aCloneOfALivingServersNodeIdIsRefusedAndNobodyIsDisturbed() throws Exception {
        try (var servers = new Servers(root, 3);
                var logged = new Logged(NamesakeWatch.class)) {
            startTwice(servers);
            var honest = servers.awaitFollower();
            var clone = cloneOf(honest);

            assertRefused(servers, clone, honest);

            await().atMost(PATIENCE).until(() -> !logged.warnings().isEmpty());
            assertThat(logged.warnings())
                    .singleElement()
                    .asString()
                    .contains("127.0.0.1:" + clone.port, "is not let in");
            assertAllGoOn(servers.all);
            assertThat(servers.awaitLeader().engine.members()).hasSize(3).allMatch(ClusterMember::voter);
        }
    }

    @Test
    void anEmptyServerUnderTheIdOfOneOfTheLastTwoIsRefused() throws Exception {
        try (var servers = new Servers(root, 3)) {
            startTwice(servers);
            var third = servers.awaitFollower();
            servers.stop(third);
            var honest = servers.awaitFollower();
            var running = servers.all.stream().filter(s -> s != third).toList();

            var empty = new Servers.Server(honest.id, root.resolve("clone"), third.port);
            assertRefused(servers, empty, honest);
            assertAllGoOn(running);

            servers.start(third);
            assertAllGoOn(servers.all);
        }
    }

    @Test
    void aCopyOfTheWholeDataDirectoryOfARunningServerIsRefused() throws Exception {
        try (var servers = new Servers(root, 3)) {
            startTwice(servers);
            var honest = servers.awaitFollower();
            servers.stop(honest);
            copy(honest.dataDir, root.resolve("clone"));
            servers.start(honest);
            servers.awaitLeader();

            assertRefused(servers, cloneOf(honest), honest);
            assertAllGoOn(servers.all);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Test
    void twoEmptyServersUnderOneIdFoundNoCluster() throws Exception {
        try (var servers = new Servers(root, 3)) {
            var first = servers.all.get(0);
            var second =
                    servers.all.set(1, new Servers.Server(first.id, root.resolve("clone"), servers.all.get(1).port));
            servers.start(first);
            var clone = servers.all.get(1);
            assertThatThrownBy(() -> servers.start(clone)).hasMessageContaining("has the node id " + first.id);

            servers.all.set(1, second);
            servers.start(second);
            servers.start(servers.all.get(2));
            assertAllGoOn(servers.all);
        }
    }

    /** What waits for the place of a server that is away gives way when that one is back. */
    @Test
    void aCloneThatStandsByStopsWhenTheHonestServerIsBack() throws Exception {
        try (var servers = new Servers(root, 3)) {
            startTwice(servers);
            var honest = servers.awaitFollower();
            servers.stop(honest);
            var clone = cloneOf(honest);
            servers.all.add(clone);
            servers.start(clone);
            var leader = servers.awaitLeader();
            await().atMost(PATIENCE)
                    .until(() -> leader.engine.members().stream()
                                    .filter(member -> member.id().equals(honest.id.toString()))
                                    .count()
                            == 2);

            servers.start(honest);

            await().atMost(PATIENCE).until(() -> !clone.fatal.isEmpty());
            assertThat(clone.fatal.get(0)).contains("127.0.0.1:" + honest.port, "127.0.0.1:" + clone.port);
            servers.stop(clone);
            servers.all.remove(clone);
            assertAllGoOn(servers.all);
        }
    }

    /** The old one is taken out by a majority first, and votes under an id of its own if it ever comes back. */
    @Test
    void aServerThatLostItsDiskMayKeepItsNodeId() throws Exception {
        try (var servers = new Servers(root, 3);
                var logged = new Logged(RemovalWatch.class)) {
            startTwice(servers);
            var old = servers.awaitFollower();
            servers.stop(old);
            var leader = servers.awaitLeader();
            var empty = new Servers.Server(old.id, root.resolve("empty"), FreePorts.take());
            servers.all.set(servers.all.indexOf(old), empty);
            servers.start(empty);
            await().atMost(PATIENCE)
                    .ignoreExceptionsMatching(Servers::isForWantOfALeader)
                    .untilAsserted(() -> leader.engine
                            .remove(old.id.toString())
                            .toCompletableFuture()
                            .join());
            GrowingTest.promote(leader, empty);
            await().atMost(PATIENCE)
                    .until(() -> leader.engine.members().stream()
                                    .filter(member -> member.alive() && member.voter())
                                    .count()
                            == 3);
            assertAllGoOn(servers.all);

            servers.all.add(old);
            servers.start(old);
            await().atMost(PATIENCE).until(() -> !logged.warnings().isEmpty());
            assertThat(empty.fatal).isEmpty();
            servers.stop(old);
            servers.all.remove(old);
            assertAllGoOn(servers.all);
        }
    }
}
