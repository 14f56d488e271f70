package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.cp.internal.raft.impl.RaftNodeStatus;
import com.hazelcast.cp.internal.raft.impl.RaftRole;
import com.hazelcast.cp.internal.raft.impl.dto.PreVoteRequest;
import io.curia.raft.api.RaftTimings;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * Has a group elect another leader soon after it has lost one. The library looks after its leader once in one to two
 * seconds, whatever the timeouts are, and pauses as long when others do not give it their votes yet, or when two servers ask
 * at the same time. This class looks at every half heartbeat, lets the servers ask one after the other, and asks again soon.
 * It changes nothing of the rules by which votes are asked for and given: a real election still begins only when a majority
 * has said that it would vote.
 */
final class Elections {
    private final RaftTimings timings;
    private final BooleanSupplier mayVote;
    private final LongSupplier clock;
    private final LongUnaryOperator random;
    private final Map<RaftGroupId, Round> rounds = new ConcurrentHashMap<>();

    /**
     * @param mayVote whether this server is one of those that vote
     * @param clock milliseconds of the clock that the library measures by
     * @param random gives a number from 0 up to, and without, the given one
     */
    Elections(RaftTimings timings, BooleanSupplier mayVote, LongSupplier clock, LongUnaryOperator random) {
        this.timings = timings;
        this.mayVote = mayVote;
        this.clock = clock;
        this.random = random;
    }

    /**
     * One term without a leader, in one role.
     *
     * @param dueMs when this server does something about it
     * @param tries how often it has already
     */
    private record Round(int term, RaftRole role, long dueMs, int tries) {
        boolean isOf(RaftNodeImpl node) {
            return term == node.state().term() && role == node.state().role();
        }
    }

    /** To be called at every half heartbeat, on the group's thread. */
    void look(RaftGroupId groupId, RaftNodeImpl node) {
        if (node.state().role() == RaftRole.LEADER || node.isLeaderAvailable() || !campaigns(node)) {
            rounds.remove(groupId);
            return;
        }
        var round = rounds.get(groupId);
        if (round == null || !round.isOf(node)) {
            round = begin(node);
        }
        keepLibraryQuiet(node);
        if (clock.getAsLong() >= round.dueMs()) {
            round = act(node, round);
        }
        rounds.put(groupId, round);
    }

    private boolean campaigns(RaftNodeImpl node) {
        var state = node.state();
        return node.getStatus() != RaftNodeStatus.INITIAL
                && !node.isTerminatedOrSteppedDown()
                && state.isKnownMember(state.localEndpoint())
                && !state.remoteMembers().isEmpty()
                && mayVote.getAsBoolean();
    }

    private Round begin(RaftNodeImpl node) {
        var state = node.state();
        var heartbeat = timings.heartbeatMs();
        long pause;
        if (state.role() == RaftRole.CANDIDATE) {
            pause = 2 * heartbeat + random.applyAsLong(2 * heartbeat);
        } else if (state.leader() != null) {
            pause = turn(node, state.leader()) * heartbeat;
            node.leader(null);
        } else {
            // another may be about to win
            pause = (2 + turn(node, null)) * heartbeat + random.applyAsLong(heartbeat);
        }
        return new Round(state.term(), state.role(), clock.getAsLong() + pause, 0);
    }

    /** How many of those that can be elected ask before this server. Two that ask at once take each other's votes. */
    private static long turn(RaftNodeImpl node, RaftEndpoint lost) {
        UUID self = node.getLocalMember().getUuid();
        return node.state().remoteMembers().stream()
                .filter(other -> !other.equals(lost) && other.getUuid().compareTo(self) < 0)
                .count();
    }

    /** It asks for no votes of its own, with its long pauses, while it believes that it has asked for some. */
    private static void keepLibraryQuiet(RaftNodeImpl node) {
        if (node.state().role() == RaftRole.FOLLOWER && node.state().preCandidateState() == null) {
            node.state().initPreCandidateState();
        }
    }

    private Round act(RaftNodeImpl node, Round round) {
        var state = node.state();
        if (state.role() == RaftRole.CANDIDATE) {
            // its vote in this term stays given; a next one begins when a majority says again that it would vote
            node.toFollower(state.term());
            return new Round(state.term(), RaftRole.FOLLOWER, clock.getAsLong() + random.applyAsLong(longest(0)), 0);
        }
        askWhoWouldVote(node);
        var pause = longest(round.tries());
        var due = clock.getAsLong() + pause / 2 + random.applyAsLong(pause);
        return new Round(round.term(), round.role(), due, round.tries() + 1);
    }

    private long longest(int tries) {
        return Math.min(timings.electionTimeoutMs(), timings.heartbeatMs() / 2 << Math.min(tries, 16));
    }

    private static void askWhoWouldVote(RaftNodeImpl node) {
        var state = node.state();
        state.initPreCandidateState();
        var log = state.log();
        var request = new PreVoteRequest(
                node.getLocalMember(), state.term() + 1, log.lastLogOrSnapshotTerm(), log.lastLogOrSnapshotIndex());
        state.remoteMembers().forEach(other -> node.send(request, other));
    }
}
