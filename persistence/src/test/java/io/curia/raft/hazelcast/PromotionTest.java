package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.raft.api.Consistency;
import io.curia.raft.api.RaftServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that get a vote and lose it. */
class PromotionTest {
    @TempDir
    Path root;

    private final Writes writes = new Writes();

    @Test
    void aFollowerThatIsCaughtUpVotesWithoutASnapshotAndFollowsAgainWhenItsVoteIsTaken()
            throws IOException, InterruptedException {
        try (var servers = new Servers(root, 1)) {
            servers.startAll();
            var founder = servers.awaitLeader();
            writes.write(founder, "alone", 300);
            var second = join(servers);
            writes.assertHeldBy(servers);

            for (var round = 0; round < 2; round++) {
                GrowingTest.promote(founder, second);
                writes.write(second, "two " + round, 50);
                writes.assertHeldBy(servers);
                assertThat(voters(founder)).isEqualTo(2);

                GrowingTest.remove(founder, second);
                writes.write(second, "one " + round, 50);
                writes.assertHeldBy(servers);
                await().atMost(Servers.PATIENCE).until(() -> voters(founder) == 1 && voters(second) == 1);
                second.engine
                        .awaitReadable(Consistency.CONSISTENT)
                        .toCompletableFuture()
                        .join();
            }
            assertThat(second.state.restores()).isZero();

            servers.stop(second);
            writes.write(founder, "without", 10);
            servers.start(second);
            writes.write(second, "again", 10);
            writes.assertHeldBy(servers);
            assertThat(voters(second)).isEqualTo(1);
        }
    }

    @Test
    void whoeverIsReadyToVoteWaitsForItHoweverLongItTakes() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 1)) {
            servers.startAll();
            var founder = servers.awaitLeader();
            var second = join(servers);

            Insides.makeReady(founder.engine, second.engine).join();

            // where one becomes two, METADATA agrees on nothing without it from the next entry on
            await().during(Duration.ofSeconds(2L + RemovalWatch.LOOKS))
                    .until(() -> !Insides.metadataVoters(second.engine).isEmpty());
            GrowingTest.promote(founder, second);
            writes.write(second, "two", 10);
            writes.assertHeldBy(servers);
            assertThat(voters(founder)).isEqualTo(2);
        }
    }

    @Test
    void aLeaderThatLosesItsVoteFollowsTheNext() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 1)) {
            servers.startAll();
            var founder = servers.awaitLeader();
            var second = join(servers);
            GrowingTest.promote(founder, second);
            writes.write(second, "two", 50);

            GrowingTest.remove(second, founder);

            await().atMost(Servers.PATIENCE).until(second.engine::isLeader);
            writes.write(founder, "one", 50);
            writes.assertHeldBy(servers);
            await().atMost(Servers.PATIENCE).until(() -> voters(founder) == 1 && voters(second) == 1);
        }
    }

    @Test
    void whoeverDoesNotVoteNeitherHelpsNorHindersThoseWhoDo() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 3)) {
            servers.startAll();
            var leader = servers.awaitLeader();
            join(servers);
            join(servers);
            writes.write(servers.all.get(4), "five", 10);
            writes.assertHeldBy(servers);

            var lost = servers.all.stream()
                    .limit(3)
                    .filter(server -> server != leader)
                    .toList();
            lost.forEach(servers::stop);
            await().atMost(Servers.PATIENCE).until(() -> !leader.engine.isLeader());
            assertThat(servers.all.stream().filter(server -> server.engine != null && server.engine.isLeader()))
                    .isEmpty();

            lost.forEach(servers::start);
            writes.write(servers.all.get(3), "five again", 10);
            writes.assertHeldBy(servers);
        }
    }

    private Servers.Server join(Servers servers) throws IOException {
        var server = servers.join(root.resolve("joined" + servers.all.size()));
        servers.start(server);
        await().atMost(Servers.PATIENCE).until(() -> server.engine.lastApplied() > 0);
        return server;
    }

    private static long voters(Servers.Server asked) {
        return asked.engine.servers().stream().filter(RaftServer::voter).count();
    }
}
