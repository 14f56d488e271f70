package io.curia.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * When which tombstones may go (state-store §6): each note says that all up to an index are there, and once its time has
 * come they are due. Times are nanoseconds of {@link System#nanoTime}. Not safe for several threads.
 */
final class TombstoneExpiry {
    private record Bin(long dueAt, long index) {}

    private final long ttlNanos;
    private final Deque<Bin> bins = new ArrayDeque<>();
    private long noted;

    TombstoneExpiry(long ttlNanos) {
        this.ttlNanos = ttlNanos;
    }

    /** Notes the greatest index of a tombstone; nothing happens if it is the one noted last. */
    void note(long now, long index) {
        if (Long.compareUnsigned(index, noted) > 0) {
            bins.addLast(new Bin(now + ttlNanos, index));
            noted = index;
        }
    }

    /** The index up to which tombstones have lived long enough, if there are such; it is answered once. */
    OptionalLong takeDue(long now) {
        var due = OptionalLong.empty();
        while (!bins.isEmpty() && now - bins.getFirst().dueAt >= 0) {
            due = OptionalLong.of(bins.removeFirst().index);
        }
        return due;
    }

    /** Puts back what was taken but could not be reaped; it is due at once. */
    void putBack(long now, long index) {
        bins.addFirst(new Bin(now, index));
    }

    /** Forgets everything, as a server does that leads no more. */
    void clear() {
        bins.clear();
        noted = 0;
    }
}
