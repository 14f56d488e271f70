package io.curia.bench.snapshot;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Heap of this JVM during one phase. The heap only grows between two collections, so its peak is what was there just
 * before one of them, or at the end.
 */
final class HeapWatch implements NotificationListener {
    private static final int COLLECTIONS = 3;
    private static final long PATIENCE_MS = 1_000;

    private final Set<String> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(pool -> pool.getName())
            .collect(Collectors.toSet());
    private final long before;
    private final long collectionsBefore;
    private long collectionsSeen;
    private long peak;
    private long afterCollection;

    /**
     * Bytes of heap.
     *
     * @param before after full collections, before the phase began
     * @param peak the most in use at any moment, garbage included
     * @param afterCollection the most that a collection left in use; {@code before} if there was none
     */
    record Usage(long before, long peak, long afterCollection) {}

    private HeapWatch(long before) {
        this.before = before;
        this.afterCollection = before;
        this.collectionsBefore = collections();
    }

    /** Collects all garbage, then watches. */
    static HeapWatch begin() {
        for (int i = 0; i < COLLECTIONS; i++) {
            ManagementFactory.getMemoryMXBean().gc();
        }
        var watch = new HeapWatch(used());
        emitters().forEach(emitter -> emitter.addNotificationListener(watch, null, null));
        return watch;
    }

    /** Stops watching. */
    Usage end() throws InterruptedException {
        long used = used();
        awaitNotifications();
        for (var emitter : emitters().toList()) {
            try {
                emitter.removeNotificationListener(this);
            } catch (ListenerNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
        synchronized (this) {
            return new Usage(before, Math.max(peak, used), afterCollection);
        }
    }

    /** They come on a thread of their own, a little after the collection. */
    private synchronized void awaitNotifications() throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_MS * 1_000_000;
        while (collectionsSeen < collections() - collectionsBefore && System.nanoTime() < until) {
            wait(10);
        }
    }

    @Override
    public synchronized void handleNotification(Notification notification, Object handback) {
        if (!notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            return;
        }
        var collection = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                .getGcInfo();
        collectionsSeen++;
        peak = Math.max(peak, sum(collection.getMemoryUsageBeforeGc()));
        afterCollection = Math.max(afterCollection, sum(collection.getMemoryUsageAfterGc()));
        notifyAll();
    }

    private long sum(Map<String, MemoryUsage> usages) {
        return usages.entrySet().stream()
                .filter(usage -> pools.contains(usage.getKey()))
                .mapToLong(usage -> usage.getValue().getUsed())
                .sum();
    }

    private static java.util.stream.Stream<NotificationEmitter> emitters() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream().map(NotificationEmitter.class::cast);
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
