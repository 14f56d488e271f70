package io.curia.state;

import io.curia.model.ByteString;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The keys that may not be locked for a while, for the session that held them was invalidated (state-store §7). Every
 * server notes them for the case that it leads; only the leader asks. In memory only. Thread-safe.
 */
public final class LockDelays {
    private static final int SWEEP_AT = 1024;

    private final Map<ByteString, Long> ends = new ConcurrentHashMap<>();
    private final LongSupplier nanoClock;
    private int sweepAt = SWEEP_AT;

    /** @param nanoClock the time in nanoseconds since some moment, as {@link System#nanoTime} tells it */
    LockDelays(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Whether a key may not be locked yet. */
    public boolean isDelayed(ByteString key) {
        var end = ends.get(key);
        return end != null && !isOver(end);
    }

    /** Forbids locking a key from now on; called by one thread at a time. */
    void delay(ByteString key, long nanos) {
        ends.put(key, nanoClock.getAsLong() + nanos);
        if (ends.size() >= sweepAt) {
            ends.values().removeIf(this::isOver);
            sweepAt = Math.max(SWEEP_AT, 2 * ends.size());
        }
    }

    /** How many keys are held, those that may be locked again among them. */
    int size() {
        return ends.size();
    }

    private boolean isOver(long end) {
        return nanoClock.getAsLong() - end >= 0;
    }
}
