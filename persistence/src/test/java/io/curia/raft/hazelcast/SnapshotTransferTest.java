package io.curia.raft.hazelcast;

import static io.curia.raft.hazelcast.Servers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.testing.FileNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot on its way to a follower, stopped in the middle: what goes on meanwhile, and what can happen to it. */
@Timeout(300)
class SnapshotTransferTest {
    private static final int THRESHOLD = 100;
    private static final int MISSED = 400;
    private static final int ENTRY_BYTES = 16_000;

    @TempDir
    Path dir;

    private final Random random = new Random(7);

    /** Stops whoever reads a capture halfway, until it is opened. */
    private static final class Gate implements RecordingState.Reading {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public void halfway() throws IOException {
            reached.countDown();
            try {
                if (!open.await(180, TimeUnit.SECONDS)) {
                    throw new IOException("the gate was not opened");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        void awaitReached() {
            await().atMost(PATIENCE).until(() -> reached.getCount() == 0);
        }
    }

    /** Entries that no compression makes small, so that the snapshot has several pieces. */
    private void write(Servers servers, String name, int count) {
        var leader = servers.awaitLeader();
        for (var i = 0; i < count; i++) {
            var noise = new byte[ENTRY_BYTES];
            random.nextBytes(noise);
            leader = applySurely(
                    servers,
                    leader,
                    ByteBuffer.wrap(noise)
                            .put((name + "-" + i + "                                        ")
                                    .getBytes(StandardCharsets.UTF_8))
                            .array());
        }
    }

    /** A follower that needs the leader's snapshot, and stands in the middle of it. */
    private Servers.Server behind(Servers servers, Gate gate) throws InterruptedException {
        var behind = stopped(servers);
        bringUp(servers, behind, gate);
        return behind;
    }

    private Servers.Server stopped(Servers servers) throws InterruptedException {
        servers.snapshotThreshold = THRESHOLD;
        // what a busy machine holds up must not look as if the transfer had cost the leader its place
        servers.raftMultiplier = 3;
        servers.startAll();
        var behind = servers.awaitFollower();
        write(servers, "early", 10);
        servers.stop(behind);
        write(servers, "missed", MISSED);
        return behind;
    }

    private static void bringUp(Servers servers, Servers.Server behind, Gate gate) {
        servers.newState = () -> new RecordingState(gate);
        servers.start(behind);
        servers.newState = RecordingState::new;
        gate.awaitReached();
    }

    private static void writeOneMore(Servers servers) {
        applySurely(servers, servers.awaitLeader(), "one more".getBytes(StandardCharsets.UTF_8));
    }

    /** Again if the leader is lost meanwhile, so perhaps more than once; returns the leader that took it. */
    private static Servers.Server applySurely(Servers servers, Servers.Server leader, byte[] entry) {
        try {
            leader.apply(entry);
            return leader;
        } catch (CompletionException e) {
            return applySurely(servers, servers.awaitLeader(), entry);
        }
    }

    private static void assertAllHoldTheSame(Servers servers, int least) {
        var running = servers.all.stream().filter(s -> s.engine != null).toList();
        await().atMost(PATIENCE).untilAsserted(() -> {
            var texts = running.get(0).state.texts();
            assertThat(texts).hasSizeGreaterThanOrEqualTo(least);
            assertThat(running).allMatch(s -> s.state.texts().equals(texts));
        });
        assertThat(running).allMatch(s -> s.fatal.isEmpty());
    }

    /** Each server may write an internal snapshot at any time. */
    private void awaitNothingLeftBehind() {
        await().atMost(PATIENCE).until(() -> unfinishedFiles().isEmpty());
    }

    private List<String> unfinishedFiles() throws IOException {
        return FileNames.below(dir).stream()
                .filter(name -> name.endsWith(".new"))
                .toList();
    }

    @Test
    void oneIsEnoughHoweverMuchIsWrittenMeanwhile() throws Exception {
        try (var servers = new Servers(dir, 3)) {
            writeWhileBroughtUp(servers, stopped(servers));
        }
    }

    /** Its log begins behind its snapshot then, so it takes another one to send. */
    @Test
    void alsoFromALeaderThatWasStartedAnew() throws Exception {
        try (var servers = new Servers(dir, 3)) {
            var behind = stopped(servers);
            var others = servers.all.stream().filter(s -> s != behind).toList();
            others.forEach(servers::stop);
            CompletableFuture.allOf(others.stream()
                            .map(s -> CompletableFuture.runAsync(() -> servers.start(s)))
                            .toArray(CompletableFuture[]::new))
                    .join();
            writeOneMore(servers);
            writeWhileBroughtUp(servers, behind);
        }
    }

    private void writeWhileBroughtUp(Servers servers, Servers.Server behind) {
        var gate = new Gate();
        bringUp(servers, behind, gate);
        var leader = servers.awaitLeader();
        long term = leader.engine.term();
        for (var i = 0; i < 15 * THRESHOLD; i++) {
            leader.apply("meanwhile-" + i);
        }
        gate.open.countDown();
        assertAllHoldTheSame(servers, leader.state.size());
        assertThat(behind.state.restores()).isEqualTo(1);
        assertThat(leader.engine.term()).isEqualTo(term);
        awaitNothingLeftBehind();
    }

    /** The server that takes over has only this follower, so it must be heard by it while the snapshot travels. */
    @Test
    void theNextLeaderSendsItsOwn() throws Exception {
        var gate = new Gate();
        try (var servers = new Servers(dir, 3)) {
            var behind = behind(servers, gate);
            servers.stop(servers.awaitLeader());
            gate.open.countDown();
            writeOneMore(servers);
            assertAllHoldTheSame(servers, 10 + MISSED + 1);
            assertThat(behind.state.restores()).isPositive();
            awaitNothingLeftBehind();
        }
    }

    /** The server that takes over has all of its log, and the one that led can still be asked for the rest. */
    @Test
    void whatTheLogHasOvertakenIsDropped() throws Exception {
        var gate = new Gate();
        try (var servers = new Servers(dir, 3)) {
            var compacting = servers.all.get(0);
            servers.snapshotThresholds.put(compacting, THRESHOLD);
            servers.snapshotThreshold = 100 * THRESHOLD;
            servers.startAll();
            write(servers, "early", 10);
            var behind = servers.all.get(2);
            servers.stop(behind);
            handOver(servers, compacting);
            write(servers, "missed", MISSED);
            handOver(servers, compacting); // again, if it was lost while there was much to do
            bringUp(servers, behind, gate);

            handOver(servers, servers.all.get(1));
            writeOneMore(servers);
            await().atMost(PATIENCE)
                    .until(() -> behind.engine.lastApplied()
                            == servers.awaitLeader().engine.lastApplied());
            gate.open.countDown();

            assertAllHoldTheSame(servers, 10 + MISSED + 1);
            awaitNothingLeftBehind();
            assertThat(behind.state.restores()).isZero();
        }
    }

    private static void handOver(Servers servers, Servers.Server successor) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            var leader = servers.awaitLeader();
            if (leader != successor) {
                leader.engine
                        .transferLeadership(Optional.of(successor.id.toString()))
                        .toCompletableFuture()
                        .join();
            }
            return leader == successor;
        });
    }

    @Test
    void aFollowerThatStopsHalfwayBeginsAnew() throws Exception {
        var gate = new Gate();
        try (var servers = new Servers(dir, 3)) {
            var behind = behind(servers, gate);
            servers.stop(behind);
            servers.start(behind);
            writeOneMore(servers);
            assertAllHoldTheSame(servers, 10 + MISSED + 1);
            assertThat(behind.state.restores()).isEqualTo(1);
            awaitNothingLeftBehind();
        }
    }

    /** What was fetched is as durable as what was captured. */
    @Test
    void aFollowerStartsFromWhatItFetched() throws Exception {
        var gate = new Gate();
        try (var servers = new Servers(dir, 3)) {
            var behind = behind(servers, gate);
            gate.open.countDown();
            assertAllHoldTheSame(servers, 10 + MISSED);
            servers.stop(behind);
            servers.start(behind);
            await().atMost(PATIENCE).until(() -> behind.state.restores() == 1);
            writeOneMore(servers);
            assertAllHoldTheSame(servers, 10 + MISSED + 1);
        }
    }
}
