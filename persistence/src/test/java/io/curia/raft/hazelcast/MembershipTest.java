package io.curia.raft.hazelcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curia.raft.api.RaftEngine;
import io.curia.raft.api.RaftServer;
import io.curia.raft.api.ServerTraits;
import io.curia.testing.Logged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembershipTest {
    @TempDir
    Path root;

    @Test
    void aServerThatStopsIsAMemberThatIsNotAlive() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 3)) {
            servers.startAll();
            var leader = servers.awaitLeader();
            var changes = new AtomicInteger();
            leader.engine.onMembershipChange(changes::incrementAndGet);
            await().atMost(Servers.PATIENCE).until(() -> aliveVoters(leader) == 3);

            var lost = servers.awaitFollower();
            servers.stop(lost);

            await().atMost(Servers.PATIENCE).until(() -> aliveVoters(leader) == 2 && changes.get() > 0);
            assertThat(leader.engine.members()).hasSize(3).anySatisfy(member -> {
                assertThat(member.id()).isEqualTo(lost.id.toString());
                assertThat(member.name()).isEqualTo("n" + servers.all.indexOf(lost));
                assertThat(member.port()).isEqualTo(lost.port);
                assertThat(member.alive()).isFalse();
                assertThat(member.voter()).isTrue();
            });
        }
    }

    @Test
    void aServerThatIsRemovedNoLongerVotes() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 3)) {
            servers.startAll();
            var leader = servers.awaitLeader();
            leader.applySurely("before");
            var leaver = servers.awaitFollower();

            remove(leaver.engine, leaver);
            servers.stop(leaver);

            await().atMost(Servers.PATIENCE).until(() -> leader.engine.servers().size() == 2);
            leader.applySurely("after");
            leader.engine.remove(leaver.id.toString()).toCompletableFuture().join();

            var last = servers.awaitFollower();
            remove(leader.engine, last);
            servers.stop(last);
            await().atMost(Servers.PATIENCE).until(() -> leader.engine.servers().size() == 1);
            leader.applySurely("still");
        }
    }

    @Test
    void aServerThatIsRemovedWhileItIsAwayGivesItsVoteUpWhenItIsBackAndMayBeLetInAgain()
            throws IOException, InterruptedException {
        try (var servers = new Servers(root, 3);
                var logged = new Logged(RemovalWatch.class)) {
            servers.startAll();
            var leader = servers.awaitLeader();
            leader.apply("before");
            var lost = servers.awaitFollower();
            servers.stop(lost);
            remove(leader.engine, lost);
            assertThat(logged.warnings()).isEmpty();

            servers.start(lost);
            await().atMost(Servers.PATIENCE).until(() -> !logged.warnings().isEmpty());
            GrowingTest.promote(servers.awaitLeader(), lost);
            servers.awaitLeader().applySurely("after");
            await().atMost(Servers.PATIENCE).until(() -> lost.state.texts().contains("after"));
        }
    }

    @Test
    void aServerThatLostItsDiskGetsItsPlaceAgainWhileWritesGoOn() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 3)) {
            servers.snapshotThreshold = 100;
            servers.startAll();
            var leader = servers.awaitLeader();
            for (int i = 0; i < 250; i++) {
                leader.applySurely("before " + i);
            }
            var lost = servers.awaitFollower();
            servers.stop(lost);

            var empty = new Servers.Server(root.resolve("empty"), lost.port);
            servers.all.set(servers.all.indexOf(lost), empty);
            servers.start(empty);
            await().atMost(Servers.PATIENCE).until(() -> leader.engine.members().stream()
                    .anyMatch(member -> member.id().equals(empty.id.toString()) && !member.voter()));
            remove(leader.engine, lost);

            GrowingTest.promote(leader, empty);
            patiently().until(() -> {
                leader.apply("meanwhile");
                assertThat(empty.engine.servers())
                        .extracting(RaftServer::address)
                        .doesNotContain("");
                return aliveVoters(leader) == 3;
            });
            leader.applySurely("after");
            await().atMost(Servers.PATIENCE)
                    .until(() -> empty.engine.lastApplied() == leader.engine.lastApplied()
                            && empty.state.texts().equals(leader.state.texts()));

            servers.stop(empty);
            servers.start(empty);
            await().atMost(Servers.PATIENCE).until(() -> aliveVoters(leader) == 3);
            leader.applySurely("again");
            await().atMost(Servers.PATIENCE).until(() -> empty.state.texts().equals(leader.state.texts()));
        }
    }

    @Test
    void aLeaderThatLeavesGivesWayToAnother() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 3)) {
            servers.startAll();
            var leaver = servers.awaitLeader();
            leaver.applySurely("before");

            remove(leaver.engine, leaver);
            servers.stop(leaver);

            var leader = servers.awaitLeader();
            await().atMost(Servers.PATIENCE).until(() -> leader.engine.servers().size() == 2);
            leader.applySurely("after");
        }
    }

    @Test
    void everyServerKnowsWhatTheOthersTellOfThemselvesAlsoOfOneThatIsGone() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 3)) {
            var traits = new ServerTraits(true, "1.2.3", Map.of("zone", "a", "release", "7"));
            servers.all.get(1).traits = traits;
            servers.startAll();
            servers.awaitLeader();
            var asked = servers.all.get(0).engine;
            var told = servers.all.get(1);
            await().atMost(Servers.PATIENCE).until(() -> aliveVoters(servers.all.get(0)) == 3);
            assertThat(traitsOf(asked, told)).isEqualTo(traits);
            assertThat(traitsOf(asked, servers.all.get(2))).isEqualTo(ServerTraits.NONE);

            servers.stop(told);
            await().atMost(Servers.PATIENCE)
                    .until(() -> asked.members().stream().anyMatch(member -> !member.alive()));
            assertThat(traitsOf(asked, told)).isEqualTo(traits);
        }
    }

    private static ServerTraits traitsOf(RaftEngine asked, Servers.Server server) {
        return asked.members().stream()
                .filter(member -> member.id().equals(server.id.toString()))
                .findFirst()
                .orElseThrow()
                .traits();
    }

    @Test
    void everyServerKnowsTheSmallestHeap() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 3)) {
            servers.all.get(1).heapBytes = 700 << 20;
            servers.all.get(2).heapBytes = 800 << 20;
            servers.startAll();
            assertThat(servers.all).allSatisfy(server -> assertThat(server.engine.smallestHeapBytes())
                    .isEqualTo(700 << 20));

            servers.stop(servers.all.get(1));
            var other = servers.all.get(0).engine;
            await().atMost(Servers.PATIENCE).until(() -> other.smallestHeapBytes() == 800 << 20);
        }
    }

    @Test
    void theOnlyServerCannotLeave() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 1)) {
            servers.startAll();
            var only = servers.awaitLeader();
            assertThatThrownBy(() -> only.engine
                            .remove(only.id.toString())
                            .toCompletableFuture()
                            .join())
                    .hasMessageContaining("the only server");
        }
    }

    @Test
    void aMessageReachesEveryServer() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 3)) {
            servers.startAll();
            servers.awaitLeader();
            Map<Servers.Server, String> heard = new ConcurrentHashMap<>();
            for (var server : servers.all) {
                server.engine.gossip("test").subscribe(message -> heard.put(server, new String(message, UTF_8)));
            }
            var follower = servers.awaitFollower();
            await().atMost(Servers.PATIENCE).until(() -> {
                // a server that is cut off for a moment does not hear it
                follower.engine.gossip("test").publish("hello".getBytes(UTF_8));
                return heard.size() == 3;
            });
            assertThat(heard.values()).containsOnly("hello");
        }
    }

    /** Tries again what a change of the leader makes fail. */
    private static ConditionFactory patiently() {
        return await().atMost(Servers.PATIENCE).ignoreExceptionsMatching(Servers::isForWantOfALeader);
    }

    private static void remove(RaftEngine through, Servers.Server server) {
        patiently().untilAsserted(() -> through.remove(server.id.toString())
                .toCompletableFuture()
                .join());
    }

    private static long aliveVoters(Servers.Server server) {
        return server.engine.members().stream()
                .filter(member -> member.alive() && member.voter())
                .count();
    }
}
