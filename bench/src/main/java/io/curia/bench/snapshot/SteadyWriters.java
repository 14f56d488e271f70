package io.curia.bench.snapshot;

import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.raft.api.RaftEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that write small values to a few keys, each waiting for its write before the next, until they are closed. They
 * note when each write began and ended.
 */
final class SteadyWriters implements AutoCloseable {
    private static final int KEYS = 1_000;
    private static final int VALUE_BYTES = 64;
    private static final long RETRY_NANOS = 5_000_000;

    private final RaftEngine engine;
    private final long pauseNanos;
    private final List<Writer> writers = new ArrayList<>();
    private volatile boolean closed;

    /**
     * Begins to write.
     *
     * @param engine where the writes are proposed
     * @param count of writers
     * @param pauseNanos how long each rests between two writes
     */
    SteadyWriters(RaftEngine engine, int count, long pauseNanos) {
        this.engine = engine;
        this.pauseNanos = pauseNanos;
        for (int i = 0; i < count; i++) {
            writers.add(new Writer(i));
        }
        writers.forEach(Thread::start);
    }

    /**
     * Writes that were under way at some moment of a time; latencies in nanoseconds.
     *
     * @param failed how many were refused or lost
     */
    record Writes(long count, long failed, double seconds, long p50, long p99, long longest) {
        /** @throws IllegalStateException if one failed */
        void requireAllDone() {
            if (failed > 0) {
                throw new IllegalStateException(failed + " writes failed");
            }
        }

        double perSecond() {
            return count / seconds;
        }
    }

    /** The writes between two readings of {@link System#nanoTime}; those not done yet are missing. */
    Writes between(long from, long to) {
        long[] latencies = writers.stream()
                .flatMapToLong(w -> w.latencies(from, to))
                .sorted()
                .toArray();
        long failed = writers.stream().mapToLong(w -> w.failures(from, to)).sum();
        int last = latencies.length - 1;
        return new Writes(
                latencies.length,
                failed,
                (to - from) / 1e9,
                last < 0 ? 0 : latencies[last / 2],
                last < 0 ? 0 : latencies[(int) (last * 0.99)],
                last < 0 ? 0 : latencies[last]);
    }

    /** Returns when the last write is done. */
    @Override
    public void close() {
        closed = true;
        try {
            for (var writer : writers) {
                writer.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Writer extends Thread {
        private final int number;
        private long[] began = new long[1024];
        private long[] ended = new long[1024];
        private int count;
        private final List<Long> failures = new ArrayList<>();

        Writer(int number) {
            super("writer-" + number);
            this.number = number;
            setDaemon(true);
        }

        @Override
        public void run() {
            var value = ByteString.copyOf(new byte[VALUE_BYTES]);
            for (int i = number; !closed; i += writers.size()) {
                var entry = KvEntry.of(ByteString.of("bench/steady/" + i % KEYS), value, 0);
                long started = System.nanoTime();
                try {
                    engine.apply(KvsCommand.of(KvsOp.SET, entry).encode())
                            .toCompletableFuture()
                            .join();
                    note(started, System.nanoTime());
                } catch (CompletionException e) {
                    noteFailure(started);
                    LockSupport.parkNanos(RETRY_NANOS);
                }
                if (pauseNanos > 0) {
                    LockSupport.parkNanos(pauseNanos);
                }
            }
        }

        private synchronized void note(long start, long end) {
            if (count == began.length) {
                began = Arrays.copyOf(began, 2 * count);
                ended = Arrays.copyOf(ended, 2 * count);
            }
            began[count] = start;
            ended[count++] = end;
        }

        private synchronized void noteFailure(long start) {
            failures.add(start);
        }

        synchronized java.util.stream.LongStream latencies(long from, long to) {
            long[] latencies = new long[count];
            int n = 0;
            for (int i = 0; i < count; i++) {
                if (ended[i] >= from && began[i] < to) {
                    latencies[n++] = ended[i] - began[i];
                }
            }
            return Arrays.stream(latencies, 0, n);
        }

        synchronized long failures(long from, long to) {
            return failures.stream().filter(at -> at >= from && at < to).count();
        }
    }
}
