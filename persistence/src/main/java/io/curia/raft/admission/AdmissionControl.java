package io.curia.raft.admission;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds what this server has proposed and not yet seen committed, in entries and in bytes. Thread-safe. */
public final class AdmissionControl {
    private final int maxEntries;
    private final long maxBytes;
    private final AtomicInteger entries = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** Bounds that hold for all entries that wait; one that waits alone may be larger. */
    public AdmissionControl(int maxEntries, long maxBytes) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    /** Takes a place for an entry of this size; false if there is none. An entry is always let in when nothing waits. */
    public boolean tryAcquire(int size) {
        if (entries.incrementAndGet() > maxEntries) {
            entries.decrementAndGet();
            return false;
        }
        if (bytes.addAndGet(size) > maxBytes && bytes.get() != size) {
            release(size);
            return false;
        }
        return true;
    }

    /** Gives back the place of an entry of this size. */
    public void release(int size) {
        entries.decrementAndGet();
        bytes.addAndGet(-size);
    }

    /** How many entries hold a place now. */
    public int pendingEntries() {
        return entries.get();
    }

    /** Their bytes. */
    public long pendingBytes() {
        return bytes.get();
    }
}
