package io.curia.raft.hazelcast;

import com.hazelcast.cp.CPMember;
import com.hazelcast.cp.internal.CPGroupSummary;
import com.hazelcast.cp.internal.CPMemberInfo;
import com.hazelcast.cp.internal.RaftEndpointImpl;
import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.RaftService;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.RaftNodeStatus;
import com.hazelcast.spi.impl.NodeEngineImpl;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Gets this server ready to vote before any group counts on it. The Raft library would have it ask METADATA what to do
 * when the first message of a group comes; but where one voter becomes two, METADATA agrees on nothing without the new one,
 * so if the old one was lost just then, the two would wait for each other for ever.
 */
final class NewVoter {
    private static final long PAUSE_MS = 10;

    private final NodeEngineImpl engine;
    private final RaftService raft;
    private final HazelcastPersistence persistence;
    private final OwnRemoval removal;
    private final GroupThread threads;
    private final UUID raftId;
    private final ScheduledExecutorService timer;

    /** @param raftId under which this server will vote */
    NewVoter(
            NodeEngineImpl engine,
            RaftService raft,
            HazelcastPersistence persistence,
            OwnRemoval removal,
            GroupThread threads,
            UUID raftId,
            ScheduledExecutorService timer) {
        this.engine = engine;
        this.raft = raft;
        this.persistence = persistence;
        this.removal = removal;
        this.threads = threads;
        this.raftId = raftId;
        this.timer = timer;
    }

    /**
     * Done once this server has a log on disk for each of the groups, METADATA first; a group that is there stays as it is.
     * Not to be called on the thread of a group. One at a time, for what is forgotten must not be what another was told.
     */
    synchronized CompletionStage<Void> prepare(List<CPGroupSummary> groups) {
        try {
            var metadata = groups.get(0);
            if (raft.getLocalCPMember() == null) {
                become(metadata);
            }
            groups.stream().flatMap(group -> group.members().stream()).forEach(this::meet);
            return CompletableFuture.allOf(groups.stream().map(this::take).toArray(CompletableFuture[]::new));
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void become(CPGroupSummary metadata) {
        var manager = raft.getMetadataGroupManager();
        var id = (RaftGroupId) metadata.id();
        if (threads.node(id) == null && !persistence.isKept(id)) {
            LibraryMembership.forgetMetadata(raft);
        }
        manager.handleMetadataGroupId(id);
        // every server goes through the founding by the log, where each count must be that of the founders
        int founders = metadata.initialMembers().size();
        persistence.keepFounders(founders);
        LibraryMembership.foundedBy(raft, founders);
        if (!raft.isDiscoveryCompleted()) {
            manager.disableDiscovery();
        }
        LibraryMembership.becomeMember(raft, new CPMemberInfo(raftId, engine.getThisAddress()));
    }

    private void meet(CPMember voter) {
        var context = raft.getInvocationManager().getRaftInvocationContext();
        if (!voter.getUuid().equals(raftId) && context.getCPMember(voter.getUuid()) == null) {
            context.updateMember(voter);
        }
    }

    private CompletableFuture<Void> take(CPGroupSummary group) {
        var id = (RaftGroupId) group.id();
        var ready = new CompletableFuture<Void>();
        if (threads.node(id) == null) {
            if (persistence.isKept(id)) {
                throw new IllegalStateException("the server has not yet left " + id.getName());
            }
            LibraryMembership.forgetLeft(raft, id);
            raft.createRaftNode(id, othersOf(group));
        }
        look(id, ready);
        return ready;
    }

    /**
     * Whom the group has before the first entry comes. The founders, with whom the library would begin, may be this server
     * alone, or this one and others that come back with nothing: they would elect one of themselves.
     */
    private List<RaftEndpoint> othersOf(CPGroupSummary group) {
        return group.members().stream()
                .map(CPMember::getUuid)
                .filter(id -> !id.equals(raftId))
                .<RaftEndpoint>map(RaftEndpointImpl::new)
                .toList();
    }

    private void look(RaftGroupId id, CompletableFuture<Void> ready) {
        threads.submit(id, () -> {
            var node = threads.node(id);
            if (node == null || node.isTerminatedOrSteppedDown()) {
                ready.completeExceptionally(new IllegalStateException("the server is about to leave " + id.getName()));
            } else if (node.getStatus() != RaftNodeStatus.INITIAL) {
                if (id.equals(raft.getMetadataGroupId())) {
                    removal.isWanted();
                }
                ready.complete(null);
            } else {
                again(id, ready);
            }
        });
    }

    private void again(RaftGroupId id, CompletableFuture<Void> ready) {
        try {
            timer.schedule(() -> look(id, ready), PAUSE_MS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            ready.completeExceptionally(new IllegalStateException("the server stops"));
        }
    }
}
