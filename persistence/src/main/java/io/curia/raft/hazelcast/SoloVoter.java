package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.cp.internal.raft.impl.RaftNodeStatus;
import com.hazelcast.cp.internal.raft.impl.RaftRole;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Lets a group of one member work, whether it was founded so or the others have left it. The Raft library starts elections,
 * flushes the leader's log and answers queries only on account of other members; where there is none, this class does. One
 * flush covers all entries appended before it.
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
        if (node != null && isAlone(node)) {
            queueFlush(groupId, node);
        }
    }

    private void queueFlush(RaftGroupId groupId, RaftNodeImpl node) {
        if (flushQueued.add(groupId)) {
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
        if (leader == null) {
            return;
        }
        if (leader.flushedLogIndex() < log.lastLogOrSnapshotIndex()) {
            leader.flushedLogIndex(log.lastLogOrSnapshotIndex());
        }
        if (node.state().commitIndex() < log.lastLogOrSnapshotIndex()) {
            node.tryAdvanceCommitIndex();
        }
    }

    /** Has the only member of a group lead it and go on; to be called at every half heartbeat, on the group's thread. */
    void lookAfter(RaftGroupId groupId, RaftNodeImpl node) {
        var ready = node.getStatus() != RaftNodeStatus.INITIAL && !node.isTerminatedOrSteppedDown();
        if (!ready || !isAlone(node)) {
            return;
        }
        var state = node.state();
        if (state.role() != RaftRole.LEADER) {
            if (isSure(node)) {
                state.toCandidate(false);
                node.toLeader();
                queueFlush(groupId, node);
            }
            return;
        }
        // what was appended before the others were gone, for theirs is the flush that the library made
        if (state.commitIndex() < state.log().lastLogOrSnapshotIndex()) {
            queueFlush(groupId, node);
        }
        node.tryRunQueries();
    }

    /**
     * The entry that takes the last other member out may not be committed yet. It counts from the moment it is in the log,
     * as in Raft it must; but while the other still leads it is about to commit it, and should hear that it was.
     */
    private static boolean isSure(RaftNodeImpl node) {
        var state = node.state();
        return state.committedGroupMembers().index() == state.lastGroupMembers().index() || !node.isLeaderAvailable();
    }

    private boolean isAlone(RaftNodeImpl node) {
        var state = node.state();
        return state.memberCount() == 1 && state.isKnownMember(state.localEndpoint()) && mayVote.getAsBoolean();
    }
}
