package io.curia.raft.hazelcast;

import com.hazelcast.cp.CPMember;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Notices that this server was taken out of METADATA: nobody tells it, and it hears of no leader any more. One that is just
 * being let in is not there yet either, so it looks several times. Used by one thread.
 */
final class RemovalWatch {
    static final long PERIOD_NS = TimeUnit.SECONDS.toNanos(1);
    static final int LOOKS = 3;
    private static final Logger LOG = System.getLogger(RemovalWatch.class.getName());

    private final UUID raftId;
    private final Supplier<CompletionStage<Collection<CPMember>>> active;
    private final Executor executor;
    private final LongSupplier nanoTime;
    private final Runnable removed;
    private volatile int missed;
    private long lastTry;
    private CompletionStage<Void> attempt = CompletableFuture.completedStage(null);

    /**
     * @param active asks the others which servers are in the Raft groups
     * @param executor looks at their answers
     * @param removed run once when it is certain
     */
    RemovalWatch(
            UUID raftId,
            Supplier<CompletionStage<Collection<CPMember>>> active,
            Executor executor,
            Runnable removed,
            LongSupplier nanoTime) {
        this.raftId = raftId;
        this.active = active;
        this.executor = executor;
        this.removed = removed;
        this.nanoTime = nanoTime;
        this.lastTry = nanoTime.getAsLong() - PERIOD_NS;
    }

    /** To be called while there is a leader. */
    void settled() {
        missed = 0;
    }

    /** Whether it was taken out, as far as the others were asked. */
    boolean isCertain() {
        return missed >= LOOKS;
    }

    /** To be called now and then while no leader is known; soon done, for it only asks the others. */
    void tick() {
        long now = nanoTime.getAsLong();
        if (!attempt.toCompletableFuture().isDone() || now - lastTry < PERIOD_NS) {
            return;
        }
        lastTry = now;
        attempt = active.get().thenAcceptAsync(this::look, executor).exceptionally(failure -> {
            LOG.log(Level.DEBUG, "the others could not be asked this time: {0}", failure.toString());
            return null;
        });
    }

    private void look(Collection<CPMember> members) {
        if (members.stream().anyMatch(member -> member.getUuid().equals(raftId))) {
            missed = 0;
            return;
        }
        int inARow = missed + 1;
        missed = inARow;
        if (inARow == LOOKS) {
            LOG.log(Level.WARNING, "this server was taken out of those that vote, and gives its vote up");
            removed.run();
        }
    }
}
