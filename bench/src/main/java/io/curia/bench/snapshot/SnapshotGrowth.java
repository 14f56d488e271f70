package io.curia.bench.snapshot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How the cost of snapshots grows with the state: {@code SnapshotGrowth [VALUE_BYTES] [ROWS...]} does the same with 10
 * 000, 100 000 and a million rows and tells the time per row, which must not grow. A first round, for the compiler, is
 * not told.
 */
public final class SnapshotGrowth {
    private static final int[] SIZES = {10_000, 100_000, 1_000_000};
    private static final int REPEATS = 3;
    private static final int INTERNAL_SNAPSHOTS = 2;
    private static final int WRITERS = 16;
    private static final long PATIENCE_NANOS = 300_000_000_000L;

    private SnapshotGrowth() {}

    /** Something that is repeated. */
    private interface Step {
        void run() throws Exception;
    }

    /** Nanoseconds for all rows; the capture's are those of one call. */
    private record Costs(long capture, long internal, long restart, long save, long verify, long restore) {}

    /** Arguments: bytes of each value (100); numbers of rows (10 000, 100 000, 1 000 000). */
    public static void main(String[] args) throws Exception {
        int valueBytes = args.length > 0 ? Integer.parseInt(args[0]) : 100;
        int[] sizes = args.length > 1
                ? IntStream.range(1, args.length)
                        .map(i -> Integer.parseInt(args[i]))
                        .toArray()
                : SIZES;
        round(new Rows(sizes[Math.min(1, sizes.length - 1)], valueBytes));
        var table =
                new Report("rows", "capture", "internal/row", "restart/row", "save/row", "verify/row", "restore/row");
        for (int size : sizes) {
            var costs = round(new Rows(size, valueBytes));
            table.line(
                    "" + size,
                    Report.micros(costs.capture),
                    perRow(costs.internal, size),
                    perRow(costs.restart, size),
                    perRow(costs.save, size),
                    perRow(costs.verify, size),
                    perRow(costs.restore, size));
        }
        System.out.printf(
                "values of %d bytes, %d MB of heap%n%n",
                valueBytes, Runtime.getRuntime().maxMemory() >> 20);
        table.print();
        System.exit(0);
    }

    private static String perRow(long nanos, int rows) {
        return nanos / rows + " ns";
    }

    private static Costs round(Rows rows) throws Exception {
        var dir = Files.createTempDirectory("curia-snapshot-growth");
        try (var rig = Rig.alone(dir.resolve("server"))) {
            rig.fill(rows);
            rig.state().clear();
            var writers = new SteadyWriters(rig.engine(), WRITERS, 0);
            long started = System.nanoTime();
            try (writers) {
                rig.awaitInternalSnapshots(INTERNAL_SNAPSHOTS, PATIENCE_NANOS);
            }
            writers.between(started, System.nanoTime()).requireAllDone();
            var seen = rig.state().seen();
            long restart = rig.restart(rows);
            Path archive = dir.resolve("archive.tgz");
            long save = median(() -> rig.save(archive));
            long verify = median(() -> rig.verify(archive));
            long restore = median(() -> rig.restore(archive));
            rig.requireAll(rows);
            return new Costs(seen.longestCapture(), seen.medianWritten(), restart, save, verify, restore);
        } finally {
            Directories.delete(dir);
        }
    }

    private static long median(Step step) throws Exception {
        long[] took = new long[REPEATS];
        for (int i = 0; i < REPEATS; i++) {
            long started = System.nanoTime();
            step.run();
            took[i] = System.nanoTime() - started;
        }
        Arrays.sort(took);
        return took[REPEATS / 2];
    }
}
