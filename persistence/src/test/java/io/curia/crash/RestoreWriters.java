package io.curia.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Clients that write one new key after the other, {@code log/ROUND-CLIENT/NUMBER}, while a restore goes on, and remember
 * which they were told are written.
 */
final class RestoreWriters implements AutoCloseable {
    private static final Duration BACKOFF = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final CrashCluster cluster;
    private final AtomicLong commandIds;
    private final List<Writer> writers = new ArrayList<>();
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean stopping;

    RestoreWriters(CrashCluster cluster, AtomicLong commandIds, int round, int count) {
        this.cluster = cluster;
        this.commandIds = commandIds;
        for (int i = 0; i < count; i++) {
            var writer = new Writer("log/" + round + "-" + i + "/", new Random(i));
            writers.add(writer);
            writer.thread.start();
        }
    }

    private final class Writer {
        private final String prefix;
        private final Random random;
        private final Thread thread = new Thread(this::run);
        private final SortedSet<Long> written = new TreeSet<>();
        private final SortedSet<Long> unknown = new TreeSet<>();
        private final AtomicLong count = new AtomicLong();
        private long number;

        Writer(String prefix, Random random) {
            this.prefix = prefix;
            this.random = random;
        }

        private void run() {
            try {
                while (!stopping) {
                    try (var connection = cluster.connect(random.nextInt(cluster.size()))) {
                        for (int n = 0; n < 20 && !stopping; n++) {
                            write(connection);
                        }
                    } catch (IOException e) {
                        // that server is down at present; another may not be
                        LockSupport.parkNanos(BACKOFF.toNanos());
                    }
                }
            } catch (RuntimeException | Error e) {
                failures.add(e);
            }
        }

        private void write(CrashCluster.Connection connection) throws IOException {
            long next = ++number;
            unknown.add(next);
            var entry = KvEntry.of(ByteString.of(prefix + next), ByteString.of("" + next), 0);
            var command = KvsCommand.of(KvsOp.SET, entry).encode();
            var answer = connection.apply(JournaledState.command(commandIds.incrementAndGet(), command));
            switch (answer) {
                case TRUE -> {
                    written.add(next);
                    unknown.remove(next);
                    count.incrementAndGet();
                }
                case NOT_PROPOSED -> unknown.remove(next);
                case FALSE, REFUSED -> throw new AssertionError(answer);
                case UNKNOWN -> {}
            }
        }

        /**
         * Looks at what a state has of this writer's keys.
         *
         * @param restored whether the state was replaced while it wrote: then only what it wrote last is there
         */
        void verify(CrashCluster.State state, boolean restored) {
            var present = state.rows().keySet().stream()
                    .filter(key -> key.startsWith(prefix))
                    .map(key -> Long.parseLong(key.substring(prefix.length())))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(present)
                    .as("%s: never tried, or not proposed", prefix)
                    .allMatch(n -> written.contains(n) || unknown.contains(n));
            var known = new TreeSet<>(present);
            known.retainAll(written);
            assertThat(known)
                    .as("%s: an acknowledged write is missing, or one of the old state is there", prefix)
                    .isNotEmpty()
                    .isEqualTo(restored ? written.tailSet(known.first()) : written);
        }
    }

    /** Waits until this many more writes have been acknowledged. */
    void awaitProgress(int writes) {
        long goal = acknowledged() + writes;
        await().atMost(PATIENCE).until(() -> !failures.isEmpty() || acknowledged() >= goal);
        assertThat(failures).isEmpty();
    }

    /** Waits until this many more writes of each writer have been acknowledged, for one may be held up alone. */
    void awaitProgressOfEach(int writes) {
        var before = writers.stream().map(writer -> writer.count.get()).toList();
        await().atMost(PATIENCE)
                .until(() -> !failures.isEmpty()
                        || IntStream.range(0, writers.size())
                                .allMatch(i -> writers.get(i).count.get() >= before.get(i) + writes));
        assertThat(failures).isEmpty();
    }

    private long acknowledged() {
        return writers.stream().mapToLong(writer -> writer.count.get()).sum();
    }

    /** Ends the writers; to be called before {@link #verify}. */
    @Override
    public void close() {
        stopping = true;
        await().atMost(PATIENCE).until(() -> writers.stream().noneMatch(writer -> writer.thread.isAlive()));
    }

    void verify(CrashCluster.State state, boolean restored) {
        assertThat(failures).isEmpty();
        writers.forEach(writer -> writer.verify(state, restored));
    }
}
