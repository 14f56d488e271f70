package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.fsm.Fsm;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.raft.api.Consistency;
import io.curia.raft.api.RaftConfig;
import io.curia.raft.api.RaftEngine;
import io.curia.state.KvEntries;
import io.curia.testing.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How much of the disk the log takes for a state that does not grow. */
@Timeout(180)
class LogSpaceTest {
    private static final long SNAPSHOT_BYTES = 8 << 20;
    private static final int SNAPSHOT_ENTRIES = 2_000;
    /** Twice the bytes between two snapshots, and some files that are not full. */
    private static final long BOUND = 2 * SNAPSHOT_BYTES + (4 << 20);

    @TempDir
    Path dir;

    private final UUID id = UUID.randomUUID();
    private final Random random = new Random(3);
    private Fsm fsm;
    private RaftEngine raft;

    @BeforeEach
    void start() throws IOException {
        fsm = StandardFsm.create(ForkJoinPool.commonPool());
        var config = new RaftConfig(
                id,
                "n1",
                "dc1",
                dir,
                "127.0.0.1",
                "127.0.0.1",
                FreePorts.take(),
                1,
                List.of(),
                1,
                SNAPSHOT_ENTRIES,
                SNAPSHOT_BYTES,
                8192,
                64 << 20,
                1L << 30,
                Duration.ofSeconds(30),
                null);
        raft = HazelcastRaftEngine.start(config, fsm, (reason, cause) -> {
            throw new AssertionError(reason, cause);
        });
        raft.awaitReadable(Consistency.CONSISTENT).toCompletableFuture().join();
    }

    @AfterEach
    void stop() {
        raft.close();
    }

    private void write(int count, int bytes) {
        var open = new ArrayDeque<CompletableFuture<?>>();
        for (int i = 0; i < count; i++) {
            var value = new byte[bytes];
            random.nextBytes(value);
            var entry = KvEntry.of(ByteString.of("key/" + i % 10), ByteString.wrap(value), 0);
            open.add(raft.apply(KvsCommand.of(KvsOp.SET, entry).encode()).toCompletableFuture());
            if (open.size() == 8) {
                open.remove().join();
            }
        }
        open.forEach(CompletableFuture::join);
    }

    private long logBytes() throws IOException {
        try (var files = Files.walk(dir)) {
            return files.filter(file -> file.getFileName().toString().startsWith("log"))
                    .mapToLong(LogSpaceTest::size)
                    .sum();
        } catch (UncheckedIOException e) {
            // one was removed meanwhile
            return Long.MAX_VALUE;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without a write: the space is given back by itself. */
    private void awaitBound() {
        await().atMost(Servers.PATIENCE).until(() -> logBytes() < BOUND);
    }

    @Test
    void ofLargeValues() throws IOException {
        write(250, 512 * 1024);
        awaitBound();
        stop();
        start();
        assertThat(logBytes()).isLessThan(BOUND);
        assertThat(KvEntries.list(fsm.store().read(), ByteString.EMPTY, null).value())
                .hasSize(10);
        write(20, 512 * 1024);
        awaitBound();
    }

    @Test
    void ofSmallValues() throws IOException {
        write(20_000, 100);
        awaitBound();
        stop();
        start();
        assertThat(logBytes()).isLessThan(BOUND);
    }

    /** A commit must not write the large entries of the commits before once more. */
    @Test
    void oneLargeEntryAtATimeIsWrittenOnce() throws IOException {
        long before = logBytes();
        for (int i = 0; i < 10; i++) {
            write(1, 512 * 1024);
        }
        assertThat(logBytes() - before).isLessThan(10 * 512 * 1024 * 5 / 4);
    }
}
