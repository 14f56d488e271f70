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
 * Tells the operator of a server that has state, knows no leader and was taken out while it was away: it will hear of no
 * leader any more. Used by one thread.
 */
final class RemovalWatch {
    static final long PERIOD_NS = TimeUnit.SECONDS.toNanos(1);
    private static final Logger LOG = System.getLogger(RemovalWatch.class.getName());

    private final UUID raftId;
    private final Supplier<CompletionStage<Collection<CPMember>>> active;
    private final Executor executor;
    private final LongSupplier nanoTime;
    private volatile boolean told;
    private long lastTry;
    private CompletionStage<Void> attempt = CompletableFuture.completedStage(null);

    /**
     * @param active asks the others which servers are in the Raft groups
     * @param executor looks at their answers
     */
    RemovalWatch(
            UUID raftId,
            Supplier<CompletionStage<Collection<CPMember>>> active,
            Executor executor,
            LongSupplier nanoTime) {
        this.raftId = raftId;
        this.active = active;
        this.executor = executor;
        this.nanoTime = nanoTime;
        this.lastTry = nanoTime.getAsLong() - PERIOD_NS;
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
        boolean removed = members.stream().noneMatch(member -> member.getUuid().equals(raftId));
        if (removed && !told) {
            LOG.log(
                    Level.ERROR,
                    "this server was taken out of the cluster while it was away: stop it, move its data directory away,"
                            + " and start it again if there is a place for it");
        }
        told = removed;
    }
}
