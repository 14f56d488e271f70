package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.cp.internal.raft.impl.RaftRole;
import java.util.function.LongSupplier;

/**
 * What other threads may know of the group's Raft state, refreshed on the group's thread at every half heartbeat: the
 * role, the term, and until when the leader may answer reads by itself.
 *
 * <p>The lease (Raft dissertation §6.4.1) counts from a moment after which a majority has followed the leader ({@link
 * LeaseRounds}) and is half an election timeout long, so no other leader can have been elected before it ends. That holds while time passes for this
 * server as it does for the others. It is measured by a clock that nobody sets; and after this server has stood still,
 * which shows by a refresh that is late or by the wall clock having gone another way than that clock, acknowledgements do
 * not count that may have waited here meanwhile.
 */
final class Leadership {
    /**
     * The group's node at one moment. Times are milliseconds of the clock that the library measures by.
     *
     * @param alone whether it is the group's only member
     * @param acknowledgedMs a moment after which a majority has followed this server; of a leader only
     * @param heardMs when a leader was last heard from; 0 if never
     */
    record View(long term, boolean leads, boolean alone, long acknowledgedMs, long heardMs) {
        static View of(RaftNodeImpl node, long acknowledgedMs) {
            var state = node.state();
            var leads = state.role() == RaftRole.LEADER && !node.isTerminatedOrSteppedDown();
            var votes = state.isKnownMember(state.localEndpoint());
            // one that gives way counts as not acknowledged: the others may elect its successor without its voice
            var stays = leads && votes && state.leadershipTransferState() == null;
            return new View(
                    state.term(),
                    leads,
                    state.memberCount() == 1 && votes,
                    stays ? acknowledgedMs : 0,
                    node.lastAppendEntriesTimestamp());
        }
    }

    /** @param aheadMs how far the wall clock was ahead of the other one when the lease was given */
    private record Lease(long untilMs, long aheadMs) {
        private static final Lease NONE = new Lease(Long.MIN_VALUE, 0);
        private static final Lease FOREVER = new Lease(Long.MAX_VALUE, 0);

        boolean isForever() {
            return untilMs == Long.MAX_VALUE;
        }
    }

    private final FsmService service;
    private final long leaseMs;
    private final long heartbeatMs;
    private final LongSupplier clock;
    private final LongSupplier wallClock;

    private volatile Lease lease = Lease.NONE;
    private volatile long term;
    private volatile long heardMs;
    private volatile boolean leading;

    // on the group's thread only
    private boolean refreshed;
    private long refreshedMs;
    private long aheadMs;
    private long countFromMs = Long.MIN_VALUE;

    /**
     * @param heartbeatMs between two heartbeats of a leader
     * @param clock what the library measures by, in milliseconds; never set
     * @param wallClock the time of day in milliseconds; decides nothing but that this server stood still
     */
    Leadership(FsmService service, long leaseMs, long heartbeatMs, LongSupplier clock, LongSupplier wallClock) {
        this.service = service;
        this.leaseMs = leaseMs;
        this.heartbeatMs = heartbeatMs;
        this.clock = clock;
        this.wallClock = wallClock;
    }

    /** On the group's thread. */
    void refresh(View view) {
        noteStandstill();
        term = view.term();
        heardMs = view.heardMs();
        leading = view.leads();
        if (!view.leads()) {
            lease = Lease.NONE;
            service.setReadyToLead(false);
        } else if (view.alone()) {
            lease = Lease.FOREVER;
        } else {
            lease = view.acknowledgedMs() >= countFromMs
                    ? new Lease(view.acknowledgedMs() + leaseMs, aheadMs)
                    : Lease.NONE;
        }
    }

    /**
     * Until the next refresh no read is answered here without asking. To be called on the group's thread at the moment from
     * which another server may lead, or from which this one is not alone any more.
     */
    void loseLease() {
        lease = Lease.NONE;
    }

    private void noteStandstill() {
        var now = clock.getAsLong();
        var ahead = wallClock.getAsLong() - now;
        if (refreshed && (now - refreshedMs > leaseMs || disagree(ahead, aheadMs))) {
            // the next heartbeat is sent, and what answers it tells of the time since
            countFromMs = now + heartbeatMs;
        }
        refreshed = true;
        refreshedMs = now;
        aheadMs = ahead;
    }

    private boolean disagree(long ahead, long before) {
        return Math.abs(ahead - before) > leaseMs / 4;
    }

    /** Whether a read may be answered here and now without asking anybody. */
    boolean holdsLease() {
        if (!service.isReadyToLead()) {
            return false;
        }
        var held = lease;
        if (held.isForever()) {
            return true;
        }
        var now = clock.getAsLong();
        return now < held.untilMs && !disagree(wallClock.getAsLong() - now, held.aheadMs);
    }

    boolean isSolo() {
        return lease.isForever();
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
        return heardMs == 0 ? -1 : Math.max(0, clock.getAsLong() - heardMs);
    }

    /**
     * Whether the group's leader is this server, and of the term of an entry, as seen on the group's thread. A leader
     * applies what earlier leaders began their terms with too, long before it has applied all that they committed.
     */
    boolean leadsSince(GroupThread threads, RaftGroupId groupId, long index) {
        var node = threads.node(groupId);
        if (node == null || node.state().role() != RaftRole.LEADER) {
            return false;
        }
        var entry = node.state().log().getLogEntry(index);
        var leads = entry != null && entry.term() == node.state().term();
        if (leads) {
            // whoever hears that this server leads decides in this term
            term = node.state().term();
        }
        return leads;
    }
}
