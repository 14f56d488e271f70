package io.curia.snapshotagent;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When the next archive is due: at once, and then an interval later each time. It goes by a clock that nobody sets. */
final class Schedule {
    private final Duration interval;
    private final LongSupplier nanoTime;
    private boolean begun;
    private long dueNs;

    /** @param nanoTime as {@link System#nanoTime} */
    Schedule(Duration interval, LongSupplier nanoTime) {
        this.interval = interval;
        this.nanoTime = nanoTime;
    }

    /** Whether an archive is due; if so, the next one is due an interval from now. */
    boolean isDue() {
        var now = nanoTime.getAsLong();
        if (begun && now - dueNs < 0) {
            return false;
        }
        begun = true;
        dueNs = now + interval.toNanos();
        return true;
    }

    /** How long it is until then, at most so long. */
    Duration untilDue(Duration most) {
        var left = Duration.ofNanos(Math.max(0, dueNs - nanoTime.getAsLong()));
        return left.compareTo(most) < 0 ? left : most;
    }
}
