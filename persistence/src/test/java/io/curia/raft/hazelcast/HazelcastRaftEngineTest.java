package io.curia.raft.hazelcast;

import static io.curia.raft.hazelcast.Servers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curia.raft.api.Consistency;
import io.curia.raft.api.RaftException;
import io.curia.raft.api.RaftServer;
import io.curia.testing.FileNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HazelcastRaftEngineTest {
    @TempDir
    Path dir;

    @Test
    void oneServerKeepsWhatItAcknowledged() throws Exception {
        try (var servers = new Servers(dir, 1)) {
            var server = servers.all.get(0);
            servers.start(server);
            servers.awaitLeader();
            var first = server.apply("a");
            assertThat(server.apply("b")).isGreaterThan(first);
            var term = server.engine.term();
            servers.stop(server);

            servers.start(server);
            servers.awaitLeader();
            assertThat(server.state.texts()).containsExactly("a", "b");
            assertThat(server.engine.term()).isGreaterThan(term);
            assertThat(server.apply("c")).isGreaterThan(first + 1);
            assertThat(server.fatal).isEmpty();
        }
    }

    @Test
    void oneServerComesBackFromItsSnapshot() throws Exception {
        try (var servers = new Servers(dir, 1)) {
            servers.snapshotThreshold = 100;
            var server = servers.all.get(0);
            servers.start(server);
            servers.awaitLeader();
            var expected = new ArrayList<String>();
            var writes = new ArrayList<CompletableFuture<?>>();
            for (var i = 0; i < 1050; i++) {
                expected.add("e" + i);
                writes.add(server.engine
                        .apply(("e" + i).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .toCompletableFuture());
            }
            writes.forEach(CompletableFuture::join);
            await().atMost(PATIENCE).until(this::aSnapshotIsOnDisk);
            servers.stop(server);

            servers.start(server);
            servers.awaitLeader();
            assertThat(server.state.restores()).isEqualTo(1);
            assertThat(server.state.texts()).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(server.fatal).isEmpty();
        }
    }

    @Test
    void threeServersAgreeAndSurviveTheirLeader() throws Exception {
        try (var servers = new Servers(dir, 3)) {
            servers.startAll();
            var leader = servers.awaitLeader();
            var follower = servers.awaitFollower();
            follower.applySurely("from a follower");
            leader.applySurely("from the leader");
            for (var server : servers.all) {
                await().atMost(PATIENCE)
                        .until(() -> server.state.distinctTexts().size() == 2);
                assertThat(server.state.distinctTexts()).containsExactly("from a follower", "from the leader");
            }
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(leader.engine.servers())
                        .hasSize(3)
                        .filteredOn(RaftServer::leader)
                        .hasSize(1);
                assertThat(follower.engine.leaderAddress()).contains("127.0.0.1:" + servers.awaitLeader().port);
            });

            servers.stop(leader);
            servers.awaitLeader();
            follower.applySurely("after");
            servers.start(leader);
            await().atMost(PATIENCE).until(() -> leader.state.distinctTexts().size() == 3);
            assertThat(leader.state.distinctTexts()).containsExactly("from a follower", "from the leader", "after");
        }
    }

    @Test
    void aReadOnAFollowerSeesWhatTheLeaderAcknowledged() throws Exception {
        try (var servers = new Servers(dir, 3)) {
            servers.startAll();
            var leader = servers.awaitLeader();
            var follower = servers.awaitFollower();
            for (var i = 1; i <= 200; i++) {
                leader.applySurely("e" + i);
                var mode = i % 2 == 0 ? Consistency.DEFAULT : Consistency.CONSISTENT;
                var grant = await().pollDelay(Duration.ZERO)
                        .atMost(PATIENCE)
                        .ignoreExceptionsMatching(Servers::isForWantOfALeader)
                        .until(
                                () -> follower.engine
                                        .awaitReadable(mode)
                                        .toCompletableFuture()
                                        .join(),
                                Objects::nonNull);
                assertThat(grant.knownLeader()).isTrue();
                assertThat(follower.state.distinctTexts()).hasSize(i);
            }
        }
    }

    /** What only a leader may decide is not carried to one that knows better. */
    @Test
    void onlyTheLeaderProposesAsLeader() throws Exception {
        try (var servers = new Servers(dir, 3)) {
            // there is no second try for what this is about
            servers.raftMultiplier = 3;
            servers.startAll();
            var leader = servers.awaitLeader();
            var follower = servers.awaitFollower();
            assertThatThrownBy(() -> follower.engine
                            .applyAsLeader("f".getBytes(StandardCharsets.UTF_8))
                            .toCompletableFuture()
                            .join())
                    .cause()
                    .isInstanceOfSatisfying(
                            RaftException.class, e -> assertThat(e.kind()).isEqualTo(RaftException.Kind.NO_LEADER));
            leader.engine
                    .applyAsLeader("l".getBytes(StandardCharsets.UTF_8))
                    .toCompletableFuture()
                    .join();
            assertThat(leader.state.texts()).containsExactly("l");
        }
    }

    @Test
    void aSecondServerOnTheSameDirectoryIsRefused() throws Exception {
        try (var servers = new Servers(dir, 1)) {
            var server = servers.all.get(0);
            servers.start(server);
            assertThatThrownBy(
                            () -> HazelcastRaftEngine.start(servers.config(server), new RecordingState(), (r, c) -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another server uses the data directory");
        }
    }

    private boolean aSnapshotIsOnDisk() throws IOException {
        return FileNames.below(dir).stream().anyMatch(name -> name.matches("snapshot-\\d+\\.mv"));
    }
}
