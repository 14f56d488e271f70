package io.curia.raft.hazelcast;

import static io.curia.raft.hazelcast.Servers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.fsm.ApplyResult;
import io.curia.raft.api.RaftException;
import io.curia.testing.FreePorts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaftRecoveryTest {
    @TempDir
    Path dir;

    @Test
    void allServersComeBackInAnyOrder() throws Exception {
        try (var servers = new Servers(dir, 3)) {
            servers.startAll();
            var leader = servers.awaitLeader();
            var written = new Writes();
            written.write(leader, "before", 20);
            servers.all.forEach(servers::stop);

            for (var i : List.of(2, 0, 1)) {
                servers.start(servers.all.get(i));
            }
            var next = servers.awaitLeader();
            written.write(next, "after", 1);
            written.assertHeldBy(servers);
        }
    }

    @Test
    void aServerWhoseAddressChangedRejoins() throws Exception {
        try (var servers = new Servers(dir, 3)) {
            servers.startAll();
            var moved = servers.awaitFollower();
            var written = new Writes();
            written.write(moved, "before", 5);
            servers.stop(moved);
            moved.port = FreePorts.take();
            servers.start(moved);
            var leader = servers.awaitLeader();
            written.write(leader, "after", 1);
            written.assertHeldBy(servers);
            var address = "127.0.0.1:" + moved.port;
            for (var server : servers.all) {
                await().atMost(PATIENCE).until(() -> server.engine.servers().stream()
                        .anyMatch(s -> s.address().equals(address) && s.id().equals(moved.id.toString())));
            }
        }
    }

    @Test
    void aServerThatFellBehindTheLogIsBroughtUpByASnapshot() throws Exception {
        try (var servers = new Servers(dir, 3)) {
            servers.snapshotThreshold = 100;
            servers.startAll();
            var behind = servers.awaitFollower();
            var written = new Writes();
            written.write(servers.awaitLeader(), "early", 10);
            servers.stop(behind);
            written.write(servers.awaitLeader(), "missed", 1000);
            servers.start(behind);
            await().atMost(PATIENCE).until(() -> behind.state.restores() > 0);
            written.write(servers.awaitLeader(), "late", 10);
            written.assertHeldBy(servers);
        }
    }

    @Test
    void aServerThatFellBehindIsBroughtUpWhileOthersWrite() throws Exception {
        try (var servers = new Servers(dir, 3)) {
            servers.snapshotThreshold = 100;
            servers.startAll();
            var behind = servers.awaitFollower();
            var leader = servers.awaitLeader();
            var written = new Writes();
            written.write(leader, "early", 10);
            servers.stop(behind);
            written.write(leader, "missed", 1000);
            var stopping = new AtomicBoolean();
            var writer = CompletableFuture.supplyAsync(() -> {
                var meanwhile = new Writes();
                for (int i = 0; !stopping.get(); i++) {
                    meanwhile.write(leader, "meanwhile-" + i, 5);
                }
                return meanwhile;
            });
            servers.start(behind);
            await().atMost(PATIENCE).until(() -> behind.state.restores() > 0);
            int atRestore = behind.state.size();
            await().atMost(PATIENCE).until(() -> behind.state.size() > atRestore + 50);
            stopping.set(true);
            written.add(writer.get());
            written.assertHeldBy(servers);
        }
    }

    @Test
    void largeEntriesReachASlowFollowerFromTheLogFile() throws Exception {
        try (var servers = new Servers(dir, 3)) {
            servers.startAll();
            var behind = servers.awaitFollower();
            servers.awaitLeader().applySurely("small");
            servers.stop(behind);
            var leader = servers.awaitLeader();
            for (var i = 0; i < 40; i++) {
                var large =
                        ByteBuffer.allocate(FsmOp.LARGE * 4).put(("large-" + i + "-").getBytes(StandardCharsets.UTF_8));
                leader.applySurely(large.array());
            }
            await().atMost(PATIENCE)
                    .until(() -> leader.engine.look(
                                    node -> FsmOp.largeInMemory(node.state().log()))
                            == 0);
            servers.start(behind);
            await().atMost(PATIENCE).until(() -> behind.state.distinctTexts().size() == 41);
            assertThat(behind.state.restores()).isZero();
            assertThat(behind.state.distinctTexts().subList(1, 41)).allMatch(t -> t.startsWith("large-"));
        }
    }

    @Test
    void moreThanMayWaitIsRefusedAndNothingElse() throws Exception {
        try (var servers = new Servers(dir, 1)) {
            var gate = new CountDownLatch(1);
            servers.newState = () -> new GatedState(gate);
            servers.maxPendingBytes = 300_000;
            servers.start(servers.all.get(0));
            var server = servers.awaitLeader();
            var writes = IntStream.range(0, 200)
                    .mapToObj(i -> server.engine.apply(new byte[10_000]).toCompletableFuture())
                    .toList();
            gate.countDown();
            var refused = 0;
            for (var write : writes) {
                var error = write.handle((r, e) -> e).join();
                if (error != null) {
                    assertThat(error).hasRootCauseInstanceOf(RaftException.class);
                    assertThat(((RaftException) rootCause(error)).kind()).isEqualTo(RaftException.Kind.OVERLOADED);
                    refused++;
                }
            }
            assertThat(refused).isEqualTo(200 - 30);
            assertThat(server.state.size()).isEqualTo(30);
            server.apply("again");
        }
    }

    /** Applies nothing until the gate is open, so that whatever is proposed until then waits. */
    private static final class GatedState extends RecordingState {
        private final CountDownLatch gate;

        GatedState(CountDownLatch gate) {
            this.gate = gate;
        }

        @Override
        public ApplyResult apply(long raftIndex, byte[] entry) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return super.apply(raftIndex, entry);
        }
    }

    private static Throwable rootCause(Throwable error) {
        var t = error;
        while (t.getCause() != null) {
            t = t.getCause();
        }
        return t;
    }
}
