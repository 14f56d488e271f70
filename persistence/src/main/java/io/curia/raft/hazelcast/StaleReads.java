package io.curia.raft.hazelcast;

import io.curia.raft.api.Consistency;
import io.curia.raft.api.RaftEngine;
import io.curia.raft.api.ReadGrant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gives leave to read this server's state as it is. A server has a state once it has caught up with a leader, or if a
 * snapshot came from its disk; until then its tables are blank, or filled up to any point of the past, and a read of
 * them is one of the leader's state instead.
 */
final class StaleReads {
    private static final long NEVER = -1;

    private final RaftEngine engine;
    private final Leadership leadership;
    private final AppliedIndex applied;
    private final Executor executor;
    private final boolean fromDisk;
    private final long ageAtStartMs;
    private final long startedNanos = System.nanoTime();
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile boolean caughtUp;
    private volatile boolean hasLed;
    private volatile long ledNanos;

    /**
     * @param executor gives leave to those who had to wait
     * @param snapshotMs when the snapshot that this server starts from was written, milliseconds since 1970; 0 for none
     */
    StaleReads(RaftEngine engine, Leadership leadership, AppliedIndex applied, Executor executor, long snapshotMs) {
        this.applied = applied;
        this.executor = executor;
        this.engine = engine;
        this.leadership = leadership;
        this.fromDisk = snapshotMs > 0;
        this.ageAtStartMs = Math.max(0, System.currentTimeMillis() - snapshotMs);
    }

    /** At once if this server has a state, else as a default read. */
    CompletionStage<ReadGrant> await() {
        var age = ageMs();
        if (age == NEVER) {
            return engine.awaitReadable(Consistency.DEFAULT).whenComplete(this::answered);
        }
        if (!caughtUp && applied.get() == 0) {
            // the snapshot is put in place on the group's thread, a moment after the start
            return applied.reached(1).thenComposeAsync(done -> await(), executor);
        }
        var known = engine.leaderAddress().isPresent();
        // without a leader even a state of just now is not the present one
        return CompletableFuture.completedStage(new ReadGrant(known, known ? age : Math.max(1, age)));
    }

    /** Milliseconds since this server's state was last known to be the leader's; -1 as long as it has none. */
    long ageMs() {
        if (!caughtUp) {
            return fromDisk ? ageAtStartMs + sinceMs(startedNanos) : NEVER;
        }
        var contact = leadership.lastContactMs();
        // whoever led may never have heard from another leader
        return !hasLed ? Math.max(0, contact) : contact < 0 ? sinceMs(ledNanos) : Math.min(contact, sinceMs(ledNanos));
    }

    private static long sinceMs(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    /** To be called at every half heartbeat: learns whether this server leads, and whether it has caught up. */
    void observe() {
        if (leadership.isLeading()) {
            ledNanos = System.nanoTime();
            hasLed = true;
        }
        if (!caughtUp && engine.leaderAddress().isPresent() && asking.compareAndSet(false, true)) {
            engine.awaitReadable(Consistency.DEFAULT).whenComplete((grant, failure) -> {
                asking.set(false);
                answered(grant, failure);
            });
        }
    }

    private void answered(ReadGrant grant, Throwable failure) {
        if (failure == null) {
            caughtUp = true;
        }
    }
}
