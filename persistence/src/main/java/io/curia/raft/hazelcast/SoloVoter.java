package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.cp.internal.raft.impl.RaftNodeStatus;
import com.hazelcast.cp.internal.raft.impl.RaftRole;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Lets a group of one member work. The Raft library starts elections and flushes the leader's log only on account of
 * other members; where there is none, this class elects the member and flushes after each append. One flush covers all
 * entries appended before it.
 */
final class SoloVoter {
    private final GroupThread threads;
    private final BooleanSupplier mayVote;
    private final Set<RaftGroupId> flushQueued = ConcurrentHashMap.newKeySet();

    /** @param mayVote whether this server is one of those that vote; the log of one that is not may tell of its past */
    SoloVoter(GroupThread threads, BooleanSupplier mayVote) {
        this.threads = threads;
        this.mayVote = mayVote;
    }

    /** An entry was appended; on the group's thread. */
    void appended(RaftGroupId groupId) {
        var node = threads.node(groupId);
        if (node != null && isAlone(node) && flushQueued.add(groupId)) {
            threads.submit(groupId, () -> flushAndCommit(groupId, node));
        }
    }

    private void flushAndCommit(RaftGroupId groupId, RaftNodeImpl node) {
        flushQueued.remove(groupId);
        if (node.isTerminatedOrSteppedDown()) {
            return;
        }
        var log = node.state().log();
        log.flush();
        var leader = node.state().leaderState();
        if (leader != null && leader.flushedLogIndex() < log.lastLogOrSnapshotIndex()) {
            leader.flushedLogIndex(log.lastLogOrSnapshotIndex());
            node.tryAdvanceCommitIndex();
        }
    }

    /** Makes the only member of a group its leader, if it is not yet; on the group's thread. */
    void electIfAlone(RaftGroupId groupId, RaftNodeImpl node) {
        var ready = node.getStatus() != RaftNodeStatus.INITIAL && !node.isTerminatedOrSteppedDown();
        if (!ready || !isAlone(node) || node.state().role() == RaftRole.LEADER) {
            return;
        }
        node.state().toCandidate(false);
        node.toLeader();
        appended(groupId);
    }

    private boolean isAlone(RaftNodeImpl node) {
        var state = node.state();
        return state.memberCount() == 1 && state.isKnownMember(state.localEndpoint()) && mayVote.getAsBoolean();
    }
}
