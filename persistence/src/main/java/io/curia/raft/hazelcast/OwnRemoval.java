package io.curia.raft.hazelcast;

import com.hazelcast.cp.CPMember;
import com.hazelcast.cp.internal.RaftService;
import com.hazelcast.cp.internal.raft.QueryPolicy;
import com.hazelcast.cp.internal.raft.impl.RaftNode;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.cp.internal.raft.impl.RaftNodeStatus;
import com.hazelcast.cp.internal.raftop.metadata.GetActiveCPMembersOp;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** Has this server leave METADATA when it was taken out while it was away ({@link RemovalWatch}). */
final class OwnRemoval {
    private final RaftService raft;
    private final GroupThread threads;
    private final ClusterMembership membership;
    private final RemovalWatch watch;

    /**
     * @param raftId this server's
     * @param executor looks at answers of the others
     */
    OwnRemoval(RaftService raft, GroupThread threads, ClusterMembership membership, UUID raftId, Executor executor) {
        this.raft = raft;
        this.threads = threads;
        this.membership = membership;
        this.watch = new RemovalWatch(raftId, this::activeMembers, executor, this::leaveMetadata, System::nanoTime);
    }

    /** Looks whether this server is still one of those that agree on who votes; to be called now and then. */
    void look() {
        var metadata = raft.getRaftNode(raft.getMetadataGroupId());
        if (!raft.isDiscoveryCompleted() || raft.getLocalCPMember() == null || metadata == null) {
            return;
        }
        if (metadata.getLeader() != null || isBlank(metadata)) {
            watch.settled();
        } else if (!metadata.isTerminatedOrSteppedDown()) {
            watch.tick();
        }
    }

    /** One that is ready to vote and has heard nothing yet is not in METADATA either, and may be needed for its next entry. */
    private static boolean isBlank(RaftNode metadata) {
        return ((RaftNodeImpl) metadata).state().log().lastLogOrSnapshotIndex() == 0;
    }

    /** This server is about to vote, whatever was true so far; on the thread of METADATA. */
    void isWanted() {
        watch.settled();
    }

    /** As the library does where the entry of the removal arrives. */
    private void leaveMetadata() {
        var id = raft.getMetadataGroupId();
        threads.submit(id, () -> {
            var node = threads.node(id);
            // unless it was asked to vote again since
            if (node != null && !node.isTerminatedOrSteppedDown() && watch.isCertain()) {
                node.setStatus(RaftNodeStatus.STEPPED_DOWN);
            }
        });
    }

    private CompletionStage<Collection<CPMember>> activeMembers() {
        return raft.getInvocationManager()
                .<Collection<CPMember>>query(
                        raft.getMetadataGroupId(), new GetActiveCPMembersOp(), QueryPolicy.LINEARIZABLE)
                .whenComplete((active, failure) -> {
                    if (failure == null) {
                        membership.agreed(active.stream().map(CPMember::getUuid).collect(Collectors.toSet()));
                    }
                });
    }
}
