package io.curia.bench.snapshot;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What snapshots cost one server: {@code SnapshotFigures [COUNT] [VALUE_BYTES]} fills it through its log, then tells time
 * and heap of internal snapshots, restart, save, verify and restore, and how long writes had to wait meanwhile. Half of
 * each value is random bytes, half is text.
 */
public final class SnapshotFigures {
    private static final int INTERNAL_SNAPSHOTS = 2;
    private static final long PATIENCE_NANOS = 300_000_000_000L;
    private static final int WRITERS = 16;
    /** One writer that rests shows how long writes wait without taking the cores from what is measured. */
    private static final long PROBE_REST_NANOS = 2_000_000;

    private final Rows rows;
    private final Path dir;
    private final Rig rig;
    private final Report phases = new Report("phase", "time", "heap before", "peak heap", "after a collection", "");
    private final Report pauses = new Report("writes", "p50", "p99", "longest", "per second");

    private SnapshotFigures(Rows rows, Path dir, Rig rig) {
        this.rows = rows;
        this.dir = dir;
        this.rig = rig;
    }

    /** Something that is measured; answers a remark. */
    private interface Phase {
        String run() throws Exception;
    }

    /** Arguments: how many rows (1 000 000); bytes of each value (100). */
    public static void main(String[] args) throws Exception {
        var rows = new Rows(
                args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000,
                args.length > 1 ? Integer.parseInt(args[1]) : 100);
        var dir = Files.createTempDirectory("curia-snapshot-figures");
        try (var rig = Rig.alone(dir.resolve("server"))) {
            new SnapshotFigures(rows, dir, rig).run();
        } finally {
            Directories.delete(dir);
        }
        System.exit(0);
    }

    private void run() throws Exception {
        Report.keyValue("count", "" + rows.count());
        Report.keyValue("value_bytes", "" + rows.valueBytes());
        Report.keyValue("max_heap", Report.megabytes(Runtime.getRuntime().maxMemory()));
        phase("fill", () -> {
            rig.fill(rows);
            return rows.txns() + " transactions of " + rows.perTxn() + " sets";
        });
        phase("internal", this::internalSnapshots);
        phase("restart", () -> {
            long took = rig.restart(rows);
            var restored = rig.state().seen().restored();
            return "leads after " + Report.seconds(took)
                    + (restored.isEmpty() ? "" : ", reading the snapshot " + Report.seconds(restored.get(0)));
        });
        Path archive = dir.resolve("archive.tgz");
        phase("save", () -> {
            rig.save(archive);
            Report.keyValue("archive", Report.megabytes(Files.size(archive)));
            return "archive of " + Report.megabytes(Files.size(archive));
        });
        phase("verify", () -> {
            rig.verify(archive);
            return "";
        });
        phase("restore", () -> restore(archive));
        System.out.println();
        phases.print();
        pauses.print();
    }

    private void phase(String name, Phase phase) throws Exception {
        var heap = HeapWatch.begin();
        long started = System.nanoTime();
        String remark = phase.run();
        long took = System.nanoTime() - started;
        var usage = heap.end();
        phases.line(
                name,
                Report.seconds(took),
                Report.megabytes(usage.before()),
                Report.megabytes(usage.peak()),
                Report.megabytes(usage.afterCollection()),
                remark);
        Report.keyValue(name + ".time", Report.seconds(took));
        Report.keyValue(name + ".heap_before", Report.megabytes(usage.before()));
        Report.keyValue(name + ".heap_peak", Report.megabytes(usage.peak()));
        Report.keyValue(name + ".heap_after_collection", Report.megabytes(usage.afterCollection()));
    }

    private String internalSnapshots() throws Exception {
        rig.state().clear();
        var writers = new SteadyWriters(rig.engine(), WRITERS, 0);
        long started = System.nanoTime();
        try (writers) {
            rig.awaitInternalSnapshots(INTERNAL_SNAPSHOTS, PATIENCE_NANOS);
        }
        note("while internal snapshots are taken", "internal", writers.between(started, System.nanoTime()));
        var seen = rig.state().seen();
        long bytes = rig.internalSnapshotBytes();
        for (long capture : seen.captures()) {
            Report.keyValue("capture", Report.micros(capture));
        }
        Report.keyValue("internal.written", Report.seconds(seen.medianWritten()));
        Report.keyValue("internal.file", Report.megabytes(bytes));
        for (long gap : seen.gapsAroundCaptures()) {
            Report.keyValue("apply_thread.gap_around_capture", Report.millis(gap));
        }
        Report.keyValue("apply_thread.longest_gap_while_written", Report.millis(seen.gapWhileWritten()));
        Report.keyValue("apply_thread.longest_gap_otherwise", Report.millis(seen.gapOtherwise()));
        return "each " + Report.seconds(seen.medianWritten()) + " and " + Report.megabytes(bytes) + ", capture "
                + Report.micros(seen.longestCapture()) + "; longest gap around one "
                + Report.millis(seen.longestGapAroundCapture()) + ", while one is written "
                + Report.millis(seen.gapWhileWritten()) + ", otherwise " + Report.millis(seen.gapOtherwise());
    }

    private String restore(Path archive) throws Exception {
        rig.state().clear();
        var probe = new SteadyWriters(rig.engine(), 1, PROBE_REST_NANOS);
        long started = System.nanoTime();
        try (probe) {
            rig.restore(archive);
        }
        note("of one writer during the restore", "restore", probe.between(started, System.nanoTime()));
        rig.requireAll(rows);
        long switched = rig.state().seen().longestApply();
        Report.keyValue("restore.longest_entry", Report.millis(switched));
        return "longest entry " + Report.millis(switched);
    }

    private void note(String what, String key, SteadyWriters.Writes writes) {
        writes.requireAllDone();
        pauses.line(
                what,
                Report.millis(writes.p50()),
                Report.millis(writes.p99()),
                Report.millis(writes.longest()),
                Report.format("%.0f", writes.perSecond()));
        Report.keyValue("writes." + key + ".p99", Report.millis(writes.p99()));
        Report.keyValue("writes." + key + ".longest", Report.millis(writes.longest()));
    }
}
