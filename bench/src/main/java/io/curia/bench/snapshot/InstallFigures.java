package io.curia.bench.snapshot;

import io.curia.bench.raft.EmbeddedServers;
import io.curia.raft.api.RaftEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What it costs a cluster of three under load to bring a follower up that has nothing but an empty state and needs the
 * leader's snapshot: {@code InstallFigures [COUNT] [VALUE_BYTES]}. All servers run in this JVM.
 *
 * <p>A server without its data directory does not come back under its old name, so the follower keeps its identity: it
 * is stopped before the first row is written, and the leader's log no longer reaches back that far when it starts.
 */
public final class InstallFigures {
    private static final int SERVERS = 3;
    private static final int WRITERS = 16;
    private static final int INTERNAL_SNAPSHOTS = 2;
    private static final long WARM_UP_MS = 5_000;
    private static final long SETTLE_MS = 500;
    private static final long WINDOW_MS = 5_000;
    private static final long PATIENCE_NANOS = 300_000_000_000L;
    private static final int NEAR = 512;
    private static final int POLL_MS = 2;

    private final Rows rows;
    private final List<Rig> servers = new ArrayList<>();
    private final Report table = new Report("writes", "p50", "p99", "longest", "per second", "failed");

    private InstallFigures(Rows rows) {
        this.rows = rows;
    }

    /** A time, between two readings of {@link System#nanoTime}. */
    private record Window(long from, long to) {
        static Window ofWaiting() throws InterruptedException {
            long from = System.nanoTime();
            Thread.sleep(WINDOW_MS);
            return new Window(from, System.nanoTime());
        }
    }

    /** Arguments: how many rows (1 000 000); bytes of each value (100). */
    public static void main(String[] args) throws Exception {
        var rows = new Rows(
                args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000,
                args.length > 1 ? Integer.parseInt(args[1]) : 100);
        var dir = Files.createTempDirectory("curia-install-figures");
        try {
            new InstallFigures(rows).run(dir);
        } finally {
            Directories.delete(dir);
        }
        System.exit(0);
    }

    private void run(Path dir) throws Exception {
        startAll(dir);
        var leading = leading();
        var follower =
                servers.stream().filter(rig -> rig != leading).findFirst().orElseThrow();
        follower.close();
        leading.fill(rows);
        leading.state().clear();
        var writers = new SteadyWriters(leading.engine(), WRITERS, 0);
        try (writers) {
            leading.awaitInternalSnapshots(INTERNAL_SNAPSHOTS, PATIENCE_NANOS);
            Thread.sleep(WARM_UP_MS);
            var before = Window.ofWaiting();
            var heap = HeapWatch.begin();
            Thread.sleep(SETTLE_MS); // its collections are none of the installation's pauses
            long started = System.nanoTime();
            follower.start();
            awaitCaughtUp(leading.engine(), follower.engine());
            var during = new Window(started, System.nanoTime());
            var usage = heap.end();
            var after = Window.ofWaiting();
            writers.close();
            note("before, two of three servers", "before", writers, before);
            note("while the follower is installed", "during", writers, during);
            note("after, three of three servers", "after", writers, after);
            tell(follower, during.to - during.from, usage);
        }
        follower.requireAll(rows);
        servers.forEach(Rig::close);
    }

    private void startAll(Path dir) throws Exception {
        var ports = EmbeddedServers.freePorts(SERVERS);
        var threads = new ArrayList<Thread>();
        for (int port : ports) {
            var others = ports.stream().filter(other -> other != port).toList();
            var rig = new Rig(dir.resolve("server-" + servers.size()), port, SERVERS, others);
            servers.add(rig);
            var thread = new Thread(rig::start);
            thread.start();
            threads.add(thread);
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    private Rig leading() throws InterruptedException {
        var leader =
                EmbeddedServers.awaitLeader(servers.stream().map(Rig::engine).toList());
        return servers.stream()
                .filter(rig -> rig.engine() == leader)
                .findFirst()
                .orElseThrow();
    }

    /** As near as a follower under load ever is: what one message of the leader brings. */
    private static void awaitCaughtUp(RaftEngine leader, RaftEngine follower) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (follower.lastApplied() < leader.lastApplied() - NEAR) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("the follower is at " + follower.lastApplied() + ", the leader at "
                        + leader.lastApplied() + ", after " + PATIENCE_NANOS / 1_000_000_000 + " s");
            }
            Thread.sleep(POLL_MS);
        }
    }

    private void note(String what, String key, SteadyWriters writers, Window window) {
        var writes = writers.between(window.from, window.to);
        table.line(
                what,
                Report.millis(writes.p50()),
                Report.millis(writes.p99()),
                Report.millis(writes.longest()),
                Report.format("%.0f", writes.perSecond()),
                "" + writes.failed());
        Report.keyValue("writes." + key + ".p99", Report.millis(writes.p99()));
        Report.keyValue("writes." + key + ".longest", Report.millis(writes.longest()));
    }

    private void tell(Rig follower, long took, HeapWatch.Usage usage) {
        var restored = follower.state().seen().restored();
        if (restored.isEmpty()) {
            throw new IllegalStateException("the follower caught up from the log, without a snapshot");
        }
        long reading = restored.stream().mapToLong(Long::longValue).sum();
        Report.keyValue("count", "" + rows.count());
        Report.keyValue("value_bytes", "" + rows.valueBytes());
        Report.keyValue("install.time", Report.seconds(took));
        Report.keyValue("install.snapshots", "" + restored.size());
        Report.keyValue("install.reading", Report.seconds(reading));
        Report.keyValue("install.heap_before", Report.megabytes(usage.before()));
        Report.keyValue("install.heap_peak", Report.megabytes(usage.peak()));
        Report.keyValue("install.heap_after_collection", Report.megabytes(usage.afterCollection()));
        System.out.printf(
                "%n%d rows of %d B: caught up after %s, of which reading %d snapshot(s) took %s; heap of all servers %s"
                        + " before, %s at its peak%n%n",
                rows.count(),
                rows.valueBytes(),
                Report.seconds(took),
                restored.size(),
                Report.seconds(reading),
                Report.megabytes(usage.before()),
                Report.megabytes(usage.peak()));
        table.print();
    }
}
