package io.curia.raft.admission;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/**
 * What the collector says about the room that long-lived objects have. It knows only after it has looked at all of them:
 * serial and parallel collectors do so when that room is full, and G1 may do without for as long as little of it is
 * garbage; so with G1 what is in use counts too, from where on it can hardly move objects any more. Thread-safe.
 */
final class CollectedHeap {
    private static final double AFTER_COLLECTION = 0.85;
    private static final double IN_USE = 0.92;

    private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
            .toList();

    /** Whether there is hardly any room left. */
    boolean isNearlyFull() {
        return pools.stream().anyMatch(CollectedHeap::isNearlyFull);
    }

    /** Has all of the heap looked at; everything stands still for as long as that takes. */
    void collect() {
        System.gc();
    }

    private static boolean isNearlyFull(MemoryPoolMXBean pool) {
        var now = pool.getUsage();
        if (now == null || now.getMax() <= 0) {
            return false;
        }
        var left = pool.getCollectionUsage();
        // what was let go since the collection is not seen, but what is in use is never less than what is needed
        long needed = left == null ? 0 : Math.min(left.getUsed(), now.getUsed());
        return needed > AFTER_COLLECTION * now.getMax()
                || (pool.getName().startsWith("G1") && now.getUsed() > IN_USE * now.getMax());
    }
}
