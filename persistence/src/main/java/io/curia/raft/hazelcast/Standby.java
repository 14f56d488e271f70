package io.curia.raft.hazelcast;

import com.hazelcast.cp.CPMember;
import com.hazelcast.cp.internal.CPMemberInfo;
import com.hazelcast.cp.internal.MetadataRaftGroupManager;
import com.hazelcast.cp.internal.RaftService;
import com.hazelcast.cp.internal.raftop.metadata.AddCPMemberOp;
import com.hazelcast.spi.impl.NodeEngineImpl;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A server that the cluster was founded without: it has no state, and waits for the place of a server that is taken out
 * of the Raft groups, whose number of places is fixed. {@link #tick} is called by one thread.
 */
final class Standby {
    private static final Logger LOG = System.getLogger(Standby.class.getName());
    private static final long PERIOD_NS = TimeUnit.SECONDS.toNanos(1);

    private final NodeEngineImpl engine;
    private final RaftService raft;
    private final Supplier<CompletionStage<Collection<CPMember>>> active;
    private final UUID raftId;
    private final int places;
    private final Executor executor;
    private boolean told;
    private long lastTry;
    private CompletionStage<Void> attempt = CompletableFuture.completedStage(null);

    /**
     * @param active asks the others which servers are in the Raft groups
     * @param places how many servers vote when none is missing
     */
    Standby(
            NodeEngineImpl engine,
            RaftService raft,
            Supplier<CompletionStage<Collection<CPMember>>> active,
            UUID raftId,
            int places,
            Executor executor) {
        this.engine = engine;
        this.raft = raft;
        this.active = active;
        this.raftId = raftId;
        this.places = places;
        this.executor = executor;
        this.lastTry = System.nanoTime() - PERIOD_NS;
    }

    /**
     * Takes a place if there is one by now, or if this server was let in and the answer did not come; soon done, for it
     * only asks the others.
     */
    void tick() {
        if (!told) {
            LOG.log(
                    Level.WARNING,
                    "the cluster was founded without this server; it stands by until a server is taken out of it");
            told = true;
        }
        if (!attempt.toCompletableFuture().isDone() || System.nanoTime() - lastTry < PERIOD_NS) {
            return;
        }
        lastTry = System.nanoTime();
        attempt = active.get()
                .thenComposeAsync(
                        members -> members.size() < places || contains(members)
                                ? takePlace()
                                : CompletableFuture.completedFuture(null),
                        executor)
                .exceptionally(failure -> {
                    LOG.log(Level.DEBUG, "no place was taken this time: {0}", failure.toString());
                    return null;
                });
    }

    private boolean contains(Collection<CPMember> members) {
        return members.stream().anyMatch(member -> member.getUuid().equals(raftId));
    }

    /** The answer comes when the others have let this server into their groups; it may be told of it twice. */
    private CompletionStage<Void> takePlace() {
        var self = new CPMemberInfo(raftId, engine.getThisAddress());
        return raft.getInvocationManager()
                .invoke(raft.getMetadataGroupId(), new AddCPMemberOp(self))
                .thenAcceptAsync(
                        added -> {
                            becomeMember(self);
                            LOG.log(Level.INFO, "this server has taken the place of one that was taken out");
                        },
                        executor);
    }

    /** The library's own call for this makes up an id, but a server votes under its Raft id. */
    private void becomeMember(CPMemberInfo self) {
        try {
            var init = MetadataRaftGroupManager.class.getDeclaredMethod("initPromotedCPMember", CPMemberInfo.class);
            init.setAccessible(true);
            init.invoke(raft.getMetadataGroupManager(), self);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this is not the Hazelcast that Curia was made for", e);
        }
    }
}
