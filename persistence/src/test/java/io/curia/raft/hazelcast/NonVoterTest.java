package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import io.curia.raft.api.Consistency;
import io.curia.raft.api.RaftServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers without a vote, beside one that has one. */
class NonVoterTest {
    @TempDir
    Path root;

    private Servers servers;
    private Servers.Server voter;
    private final Writes writes = new Writes();

    @BeforeEach
    void start() throws IOException, InterruptedException {
        servers = new Servers(root, 1);
        servers.startAll();
        voter = servers.awaitLeader();
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void isBroughtUpByTheLogServesReadsOfAllKindsAndPassesWritesOn() throws IOException {
        writes.write(voter, "before", 700);

        var follower = join();
        writes.write(follower, "after", 700);
        writes.assertHeldBy(servers);

        assertThat(follower.state.restores()).isZero();
        assertThat(follower.engine.isLeader()).isFalse();
        assertThat(follower.engine.leaderAddress()).contains("127.0.0.1:" + voter.port);
        assertThat(follower.engine.lastApplied()).isEqualTo(voter.engine.lastApplied());
        for (var asked : servers.all) {
            assertThat(asked.engine.servers())
                    .extracting(RaftServer::id, RaftServer::leader, RaftServer::voter)
                    .containsExactlyInAnyOrder(
                            tuple(voter.id.toString(), true, true), tuple(follower.id.toString(), false, false));
            var stats = asked.engine.stats().toCompletableFuture().join();
            assertThat(stats.get(follower.id.toString()).lastIndex())
                    .isEqualTo(stats.get(voter.id.toString()).lastIndex())
                    .isPositive();
        }
        for (var n = 0; n < 50; n++) {
            var text = "seen at once " + n;
            (n % 2 == 0 ? voter : follower).apply(text);
            read(follower, n % 3 == 0 ? Consistency.CONSISTENT : Consistency.DEFAULT);
            assertThat(follower.state.texts()).contains(text);
        }
        await().until(() -> follower.engine
                .awaitReadable(Consistency.STALE)
                .toCompletableFuture()
                .join()
                .knownLeader());
        assertThat(follower.engine.lastContactMs()).isNotNegative();
    }

    @Test
    void isBroughtUpByASnapshotIfTheLogDoesNotReachBack() throws IOException {
        servers.snapshotThreshold = 100;
        restart(voter);
        writes.write(voter, "before", 550);
        await().until(() -> snapshotIndex(voter) > 400);

        var follower = join();
        writes.write(voter, "after", 50);
        writes.assertHeldBy(servers);

        assertThat(follower.state.restores()).isEqualTo(1);
    }

    @Test
    void goesOnFromItsOwnLogAfterARestart() throws IOException {
        writes.write(voter, "before", 200);
        var follower = join();
        writes.assertHeldBy(servers);

        servers.stop(follower);
        writes.write(voter, "meanwhile", 200);
        servers.start(follower);
        writes.write(follower, "after", 10);
        writes.assertHeldBy(servers);

        assertThat(follower.state.restores()).isZero();
        assertThat(isVoter(follower)).isFalse();
    }

    @Test
    void isBroughtUpAnewIfTheLogHasGoneOnWithoutIt() throws IOException {
        servers.snapshotThreshold = 100;
        restart(voter);
        writes.write(voter, "before", 50);
        var follower = join();
        writes.assertHeldBy(servers);

        servers.stop(follower);
        writes.write(voter, "meanwhile", 550);
        await().until(() -> snapshotIndex(voter) > 400);
        // it would keep the log for one that is only away
        restart(voter);
        servers.start(follower);
        writes.assertHeldBy(servers);

        assertThat(follower.state.restores()).isPositive();
    }

    @Test
    void doesNotCountForTheMajority() throws IOException {
        var first = join();
        var second = join();
        writes.write(first, "with", 10);

        servers.stop(first);
        servers.stop(second);
        writes.write(voter, "without", 10);

        servers.start(first);
        servers.start(second);
        writes.assertHeldBy(servers);
        assertThat(isVoter(first)).isFalse();
    }

    @Test
    void doesNotTakeOverFromAVoterThatIsLostAndFollowsItAgainWhenItIsBack() throws IOException {
        var first = join();
        var second = join();
        writes.write(first, "before", 10);
        writes.assertHeldBy(servers);
        var term = voter.engine.term();

        servers.stop(voter);
        await().until(() -> first.engine.leaderAddress().isEmpty()
                && second.engine.leaderAddress().isEmpty());
        assertThat(first.engine.isLeader() || second.engine.isLeader()).isFalse();

        servers.start(voter);
        writes.write(second, "after", 10);
        writes.assertHeldBy(servers);
        // that of its own election: there was no other
        assertThat(voter.engine.term()).isEqualTo(term + 1);
    }

    private void restart(Servers.Server server) {
        servers.stop(server);
        servers.start(server);
        servers.awaitLeader();
    }

    private Servers.Server join() throws IOException {
        var server = servers.join(root.resolve("joined" + servers.all.size()));
        servers.start(server);
        await().atMost(Servers.PATIENCE).until(() -> server.engine.lastApplied() > 0);
        return server;
    }

    private static void read(Servers.Server server, Consistency consistency) {
        server.engine.awaitReadable(consistency).toCompletableFuture().join();
    }

    private boolean isVoter(Servers.Server server) {
        return voter.engine.members().stream()
                .anyMatch(member -> member.id().equals(server.id.toString()) && member.voter());
    }

    private static long snapshotIndex(Servers.Server server) {
        return server.engine.look(NonVoterTest::snapshotIndex);
    }

    private static long snapshotIndex(RaftNodeImpl node) {
        return node.state().log().snapshotIndex();
    }
}
