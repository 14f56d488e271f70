package io.curia.bench.snapshot;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.Fsm;
import io.curia.fsm.ReplicatedState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A state machine that looks at the clock whenever the log calls it. What it has seen may be asked for by any thread.
 *
 * <p>A gap is the time between the end of one entry and the beginning of the next, which means something only while
 * there is always a write to apply.
 */
final class MeasuredState implements ReplicatedState {
    private final Fsm fsm;

    private long lastEnded;
    private boolean captured;
    private int writing;
    private long gapWhileWritten;
    private long gapOtherwise;
    private long installed;
    private long longestApply;
    private final List<Long> captures = new ArrayList<>();
    private final List<Long> gapsAroundCaptures = new ArrayList<>();
    private final List<Long> written = new ArrayList<>();
    private final List<Long> restored = new ArrayList<>();

    MeasuredState(Fsm fsm) {
        this.fsm = fsm;
    }

    /**
     * What was seen, in nanoseconds; 0 for what did not happen.
     *
     * @param captures each call of {@link Fsm#capture}
     * @param written each internal snapshot that was written out, compression and commits to disk included
     * @param restored each snapshot that was read in, at a start or from the leader
     * @param longestInstall putting one of them in place, on the thread that applies entries
     * @param longestApply the entry that took longest
     * @param gapsAroundCaptures each gap with a capture in it
     * @param gapWhileWritten the longest of the other gaps while a snapshot was being written
     * @param gapOtherwise the longest of the rest
     */
    record Seen(
            List<Long> captures,
            List<Long> written,
            List<Long> restored,
            long longestInstall,
            long longestApply,
            List<Long> gapsAroundCaptures,
            long gapWhileWritten,
            long gapOtherwise) {

        long longestCapture() {
            return longest(captures);
        }

        long longestGapAroundCapture() {
            return longest(gapsAroundCaptures);
        }

        private static long longest(List<Long> times) {
            return times.stream().mapToLong(Long::longValue).max().orElse(0);
        }

        long medianWritten() {
            long[] sorted = written.stream().mapToLong(Long::longValue).sorted().toArray();
            return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
        }
    }

    Fsm fsm() {
        return fsm;
    }

    synchronized Seen seen() {
        return new Seen(
                List.copyOf(captures),
                List.copyOf(written),
                List.copyOf(restored),
                installed,
                longestApply,
                List.copyOf(gapsAroundCaptures),
                gapWhileWritten,
                gapOtherwise);
    }

    /** Forgets what was seen. */
    synchronized void clear() {
        captures.clear();
        written.clear();
        restored.clear();
        installed = 0;
        lastEnded = 0;
        captured = false;
        longestApply = 0;
        gapsAroundCaptures.clear();
        gapWhileWritten = 0;
        gapOtherwise = 0;
    }

    @Override
    public ApplyResult apply(long raftIndex, byte[] entry) {
        long started = System.nanoTime();
        noteGap(started);
        try {
            return fsm.apply(raftIndex, entry);
        } finally {
            noteApplied(started);
        }
    }

    private synchronized void noteGap(long now) {
        long gap = lastEnded == 0 ? 0 : now - lastEnded;
        if (captured) {
            gapsAroundCaptures.add(gap);
        } else if (writing > 0) {
            gapWhileWritten = Math.max(gapWhileWritten, gap);
        } else {
            gapOtherwise = Math.max(gapOtherwise, gap);
        }
        captured = false;
    }

    private synchronized void noteApplied(long started) {
        lastEnded = System.nanoTime();
        longestApply = Math.max(longestApply, lastEnded - started);
    }

    @Override
    public Capture capture() {
        long started = System.nanoTime();
        var capture = fsm.capture();
        long took = System.nanoTime() - started;
        synchronized (this) {
            captures.add(took);
            captured = true;
        }
        return out -> write(capture, out);
    }

    private void write(Capture capture, OutputStream out) throws IOException {
        long started = System.nanoTime();
        synchronized (this) {
            writing++;
        }
        try {
            capture.writeTo(out);
        } finally {
            synchronized (this) {
                writing--;
                written.add(System.nanoTime() - started);
            }
        }
    }

    @Override
    public Prepared prepare(InputStream in) throws IOException {
        long started = System.nanoTime();
        var prepared = fsm.prepare(in);
        long read = System.nanoTime() - started;
        return () -> install(prepared, read);
    }

    private void install(Prepared prepared, long read) {
        long started = System.nanoTime();
        prepared.install();
        synchronized (this) {
            restored.add(read);
            installed = Math.max(installed, System.nanoTime() - started);
        }
    }
}
