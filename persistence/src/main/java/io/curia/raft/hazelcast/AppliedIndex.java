package io.curia.raft.hazelcast;

import java.util.ArrayList;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;

/** How far the log is applied here, and who waits for it to get further. */
final class AppliedIndex {
    private record Waiter(long index, CompletableFuture<Void> future) {}

    private final PriorityQueue<Waiter> waiters = new PriorityQueue<>((a, b) -> Long.compare(a.index, b.index));
    private volatile long index;
    private volatile long firstWaitedFor = Long.MAX_VALUE;

    long get() {
        return index;
    }

    /** On the applying thread only; completes waiters there, so their continuations must be asynchronous. */
    void advance(long to) {
        if (to <= index) {
            return;
        }
        index = to;
        if (to < firstWaitedFor) {
            return;
        }
        var due = new ArrayList<CompletableFuture<Void>>();
        synchronized (waiters) {
            while (!waiters.isEmpty() && waiters.peek().index <= to) {
                due.add(waiters.poll().future);
            }
            firstWaitedFor = waiters.isEmpty() ? Long.MAX_VALUE : waiters.peek().index;
        }
        due.forEach(f -> f.complete(null));
    }

    /** Completes once the given index is applied; at once if it is. */
    CompletableFuture<Void> reached(long target) {
        if (target <= index) {
            return CompletableFuture.completedFuture(null);
        }
        var future = new CompletableFuture<Void>();
        synchronized (waiters) {
            waiters.add(new Waiter(target, future));
            firstWaitedFor = waiters.peek().index;
        }
        // the index may have passed the target before firstWaitedFor was seen by the applying thread
        if (target <= index) {
            future.complete(null);
        }
        return future;
    }
}
