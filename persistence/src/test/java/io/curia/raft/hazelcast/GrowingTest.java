package io.curia.raft.hazelcast;

import static io.curia.raft.hazelcast.Servers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.raft.api.ClusterMember;
import io.curia.raft.api.RaftException;
import io.curia.raft.api.RaftServer;
import io.curia.raft.api.VotersException;
import io.curia.raft.api.VotersException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that come and go, one at a time. */
class GrowingTest {
    @TempDir
    Path root;

    @Test
    void oneServerBecomesTwoAndOneAgain() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 1)) {
            servers.startAll();
            var founder = servers.awaitLeader();
            var writes = new Writes();
            writes.write(founder, "alone", 10);
            assertThat(founder.engine.configurationIndex()).isZero();

            var second = servers.join(root.resolve("second"));
            servers.start(second);
            promote(founder, second);
            writes.write(second, "two", 10);
            writes.assertHeldBy(servers);
            await().atMost(PATIENCE).until(() -> founder.engine.configurationIndex() > 0);

            // the leader goes, and with it what METADATA's leader knows
            var leaver = servers.awaitLeader();
            var last = leaver == founder ? second : founder;
            remove(last, leaver);
            servers.stop(leaver);
            await().atMost(PATIENCE).until(() -> last.engine.servers().size() == 1 && last.engine.isLeader());
            servers.all.removeIf(server -> server != last);
            writes.write(last, "alone again", 10);

            servers.stop(last);
            servers.start(last);
            await().atMost(PATIENCE).until(last.engine::isLeader);
            writes.write(last, "after a start", 10);
            writes.assertHeldBy(servers);
        }
    }

    @Test
    void allThatGrewFindEachOtherAgainAfterAStart() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 1)) {
            servers.snapshotThreshold = 100;
            servers.startAll();
            var founder = servers.awaitLeader();
            var writes = new Writes();
            writes.write(founder, "before", 250);
            for (var name : new String[] {"second", "third"}) {
                var next = servers.join(root.resolve(name));
                servers.start(next);
                promote(founder, next);
            }
            writes.write(founder, "three", 10);

            servers.all.forEach(servers::stop);
            servers.startAll();
            var leader = servers.awaitLeader();
            assertThat(leader.engine.servers()).hasSize(3).allMatch(RaftServer::voter);
            writes.write(leader, "after", 10);
            writes.assertHeldBy(servers);

            // a majority is two of three now, whatever the founder was founded with
            servers.stop(founder);
            var rest = servers.awaitLeader();
            rest.applySurely("without the founder");
        }
    }

    @Test
    void aServerThatOnlyJoinsWaitsForTheFounder() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 1)) {
            var founder = servers.all.get(0);
            var second = servers.join(root.resolve("second"));
            servers.start(second);
            servers.start(founder);

            assertThat(servers.awaitLeader()).isSameAs(founder);
            promote(founder, second);
            second.applySurely("through the one that was there first");
            await().atMost(PATIENCE).until(() -> second.state.size() == 1);
        }
    }

    @Test
    void aChangeThatIsAskedForTwiceIsMadeOnce() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 3)) {
            servers.startAll();
            var leader = servers.awaitLeader();
            var fourth = servers.join(root.resolve("fourth"));
            servers.start(fourth);
            awaitConnected(leader, fourth);

            var ways = servers.all.stream()
                    .filter(server -> server != fourth)
                    .map(server -> server.engine.promote(fourth.id.toString()).toCompletableFuture())
                    .toList();
            ways.forEach(way -> way.exceptionally(failure -> null).join());
            promote(leader, fourth);

            assertThat(leader.engine.servers()).hasSize(4);
            assertThat(groups(leader)).isEqualTo(4);
            promote(leader, fourth);
            assertThat(groups(leader)).isEqualTo(4);
        }
    }

    @Test
    void leadershipGoesToTheVoterThatIsNamed() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 3)) {
            servers.startAll();
            servers.awaitLeader().applySurely("before");
            await().atMost(PATIENCE)
                    .ignoreExceptionsMatching(Servers::isForWantOfALeader)
                    .until(() -> {
                        var leader = servers.awaitLeader();
                        var successor = servers.awaitFollower();
                        leader.engine
                                .transferLeadership(Optional.of(successor.id.toString()))
                                .toCompletableFuture()
                                .join();
                        await().atMost(PATIENCE).until(successor.engine::isLeader);
                        return true;
                    });

            var leader = servers.awaitLeader();
            assertThat(refusal(() -> leader.engine.transferLeadership(Optional.of(leader.id.toString()))))
                    .isEqualTo(Reason.LEADS_ALREADY);
            assertThat(refusal(() -> leader.engine.transferLeadership(Optional.of("no-such-server"))))
                    .isEqualTo(Reason.UNKNOWN_SERVER);
            assertThat(refusal(() -> leader.engine.promote("no-such-server"))).isEqualTo(Reason.UNKNOWN_SERVER);

            leader.engine
                    .transferLeadership(Optional.empty())
                    .toCompletableFuture()
                    .join();
            await().atMost(PATIENCE).until(() -> servers.awaitLeader() != leader);
        }
    }

    @Test
    void leadershipDoesNotGoToAServerThatIsAway() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 3)) {
            servers.startAll();
            var leader = servers.awaitLeader();
            var away = servers.awaitFollower();
            servers.stop(away);
            await().atMost(PATIENCE).until(() -> leader.engine.members().stream()
                    .noneMatch(member -> member.id().equals(away.id.toString()) && member.alive()));
            var present = servers.awaitLeader();
            assertThat(refusal(() -> present.engine.transferLeadership(Optional.of(away.id.toString()))))
                    .isEqualTo(Reason.UNREACHABLE);
            present.applySurely("still");
        }
    }

    @Test
    void theOnlyVoterStaysOne() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 1)) {
            servers.startAll();
            var only = servers.awaitLeader();
            var id = only.id.toString();
            assertThat(refusal(() -> only.engine.transferLeadership(Optional.empty())))
                    .isEqualTo(Reason.ONLY_VOTER);
            assertThat(refusal(() -> only.engine.demote(id))).isEqualTo(Reason.LAST_VOTER);
            assertThat(refusal(() -> only.engine.remove(id))).isEqualTo(Reason.LAST_VOTER);
            only.engine.promote(id).toCompletableFuture().join();
            only.applySurely("still");
        }
    }

    private static Reason refusal(Supplier<CompletionStage<Void>> change) {
        try {
            change.get().toCompletableFuture().join();
            return null;
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(VotersException.class);
            assertThat(((RaftException) e.getCause()).kind()).isEqualTo(RaftException.Kind.REFUSED);
            return ((VotersException) e.getCause()).reason();
        }
    }

    /** How many vote in METADATA, which must be as many as in the group of the log. */
    static int groups(Servers.Server server) {
        return Insides.metadataVoters(server.engine).size();
    }

    static void awaitConnected(Servers.Server through, Servers.Server newcomer) {
        await().atMost(PATIENCE).until(() -> through.engine.members().stream()
                .filter(ClusterMember::alive)
                .anyMatch(member -> member.id().equals(newcomer.id.toString())));
    }

    static void promote(Servers.Server through, Servers.Server newcomer) {
        awaitConnected(through, newcomer);
        await().pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .ignoreExceptionsMatching(Servers::isForWantOfALeader)
                .untilAsserted(() -> through.engine
                        .promote(newcomer.id.toString())
                        .toCompletableFuture()
                        .join());
    }

    static void remove(Servers.Server through, Servers.Server leaver) {
        await().pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .ignoreExceptionsMatching(Servers::isForWantOfALeader)
                .untilAsserted(() -> through.engine
                        .remove(leaver.id.toString())
                        .toCompletableFuture()
                        .join());
    }
}
