package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.raft.QueryPolicy;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.cp.internal.raft.impl.RaftRole;
import com.hazelcast.cp.internal.raft.impl.state.QueryState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * When a majority last followed this leader, reckoned from the moment it was asked. The library notes when an answer comes,
 * which may have been on its way for long, and a lease that counts from there may end after another leader was elected. So at
 * each half heartbeat the leader has a round of questions going, as for a consistent read, and a lease counts from its
 * beginning. On the group's thread only.
 */
final class LeaseRounds {
    private final LongSupplier clock;
    private final Deque<Look> looks = new ArrayDeque<>();
    private long acknowledgedMs;
    private int term;

    /** @param clock milliseconds of the clock that the lease is measured by */
    LeaseRounds(LongSupplier clock) {
        this.clock = clock;
    }

    /** The number of the newest round at a moment; every round after it began later. */
    private record Look(long atMs, long round) {}

    /** To be called at every half heartbeat. Has the next round begin if none is under way. */
    void look(RaftNodeImpl node) {
        if (node.state().role() != RaftRole.LEADER || node.isTerminatedOrSteppedDown()) {
            forget();
            return;
        }
        if (term != node.state().term()) {
            forget();
            term = node.state().term();
        }
        var queries = node.state().leaderState().queryState();
        look(queries.queryRound(), queries.queryCount() > 0);
        var hasOthers = !node.state().remoteMembers().isEmpty();
        if (hasOthers && queries.queryCount() == 0 && node.canQueryLinearizable()) {
            node.query(new LastAppliedOp(), QueryPolicy.LINEARIZABLE);
        }
    }

    /**
     * @param round the newest, {@link QueryState#queryRound}
     * @param isUnderWay whether a majority has yet to answer it
     */
    void look(long round, boolean isUnderWay) {
        long ended = isUnderWay ? round - 1 : round;
        // the newest look before which the round that has ended had not begun
        while (!looks.isEmpty() && looks.peekFirst().round() < ended) {
            acknowledgedMs = looks.removeFirst().atMs();
        }
        if (!looks.isEmpty() && looks.peekLast().round() == round) {
            looks.removeLast();
        }
        looks.addLast(new Look(clock.getAsLong(), round));
    }

    /**
     * Whether a majority has answered a round that began less than so many milliseconds ago. A question that joins a round
     * when it is answered already is answered by what others had said before.
     */
    boolean isConfirmed(RaftNodeImpl node, long ms) {
        var state = node.state();
        if (state.role() != RaftRole.LEADER || term != state.term()) {
            return false;
        }
        var queries = state.leaderState().queryState();
        var isUnderWay = queries.queryCount() > 0 && !queries.isMajorityAcked(state.commitIndex(), state.majority());
        return isYoung(isUnderWay ? queries.queryRound() - 1 : queries.queryRound(), ms);
    }

    /** Whether a round began less than so long ago: that it had not begun is known of the newest look at an earlier one. */
    boolean isYoung(long round, long ms) {
        long before = acknowledgedMs;
        for (var look : looks) {
            if (look.round() < round) {
                before = look.atMs();
            }
        }
        return before != 0 && clock.getAsLong() - before < ms;
    }

    private void forget() {
        looks.clear();
        acknowledgedMs = 0;
        term = 0;
    }

    /** A moment after which a majority has followed this leader in its term; 0 if there is none yet. */
    long acknowledgedMs() {
        return acknowledgedMs;
    }
}
