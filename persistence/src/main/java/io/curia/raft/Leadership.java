package io.curia.raft;

import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.cp.internal.raft.impl.RaftRole;

/**
 * What other threads may know of the group's Raft state, refreshed on the group's thread at every half heartbeat: the
 * role, the term, and until when the leader may answer reads by itself.
 *
 * <p>The lease (Raft dissertation §6.4.1) counts from the last moment a majority acknowledged the leader and is half an
 * election timeout long, so no other leader can have been elected before it ends.
 */
final class Leadership {
    private static final long FOREVER = Long.MAX_VALUE;

    private final FsmService service;
    private final long leaseMs;
    private volatile long leaseUntilMs;
    private volatile long term;
    private volatile long lastHeardMs;
    private volatile boolean leading;

    Leadership(FsmService service, long leaseMs) {
        this.service = service;
        this.leaseMs = leaseMs;
    }

    /** On the group's thread. */
    void refresh(RaftNodeImpl node) {
        var state = node.state();
        term = state.term();
        lastHeardMs = node.lastAppendEntriesTimestamp();
        var leads = state.role() == RaftRole.LEADER && !node.isTerminatedOrSteppedDown();
        leading = leads;
        if (!leads) {
            leaseUntilMs = 0;
            service.setReadyToLead(false);
            return;
        }
        var leader = state.leaderState();
        leaseUntilMs = state.memberCount() == 1
                ? FOREVER
                : leader.majorityAppendRequestAckTimestamp(state.majority()) + leaseMs;
    }

    /** Whether a read may be answered here and now without asking anybody. */
    boolean holdsLease() {
        return service.isReadyToLead() && System.currentTimeMillis() < leaseUntilMs;
    }

    boolean isSolo() {
        return leaseUntilMs == FOREVER;
    }

    boolean isLeading() {
        return leading;
    }

    long term() {
        return term;
    }

    /** Milliseconds since a leader was heard from; -1 if never. */
    long lastContactMs() {
        if (leading) {
            return 0;
        }
        return lastHeardMs == 0 ? -1 : Math.max(0, System.currentTimeMillis() - lastHeardMs);
    }

    /**
     * Whether the group's leader is this server, and of the term of an entry, as seen on the group's thread. A leader
     * applies what earlier leaders began their terms with too, long before it has applied all that they committed.
     */
    static boolean leadsSince(GroupThread threads, RaftGroupId groupId, long index) {
        var node = groupId == null ? null : threads.node(groupId);
        if (node == null || node.state().role() != RaftRole.LEADER) {
            return false;
        }
        var entry = node.state().log().getLogEntry(index);
        return entry != null && entry.term() == node.state().term();
    }
}
