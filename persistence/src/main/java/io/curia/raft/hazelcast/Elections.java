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
 * has said that it would vote, and what becomes of a candidate is left to the library.
 */
final class Elections {
    /** So often the time that an election may take is doubled where servers, disks or links are slow. */
    private static final int DOUBLINGS = 4;

    /** A candidate of the library tries again after an election timeout and up to so much more, whatever it is by then. */
    private static final long LIBRARY_SPREAD_MS = 1_000;

    private final RaftTimings timings;
    private final BooleanSupplier mayVote;
    private final LongSupplier clock;
    private final LongUnaryOperator random;
    private final Map<RaftGroupId, Round> rounds = new ConcurrentHashMap<>();
    /** Until when the library may still begin another election on account of the last one. */
    private final Map<RaftGroupId, Long> candidateUntilMs = new ConcurrentHashMap<>();

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
     * @param elections how many there were without a winner that this server knows
     */
    private record Round(int term, RaftRole role, long dueMs, int tries, int elections) {
        Round tried(long nextMs) {
            return new Round(term, role, nextMs, tries + 1, elections);
        }

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
            round = begin(
                    node, round == null ? 0 : round.elections() + node.state().term() - round.term());
            rounds.put(groupId, round);
            if (round.role() == RaftRole.CANDIDATE) {
                candidateUntilMs.put(groupId, clock.getAsLong() + timings.electionTimeoutMs() + LIBRARY_SPREAD_MS);
            }
        }
        if (round.role() == RaftRole.CANDIDATE) {
            return;
        }
        keepLibraryQuiet(node);
        var now = clock.getAsLong();
        if (now >= round.dueMs() && now >= candidateUntilMs.getOrDefault(groupId, now)) {
            askWhoWouldVote(node);
            var pause = longest(round.tries());
            rounds.put(groupId, round.tried(now + pause / 2 + random.applyAsLong(pause)));
        }
    }

    private boolean campaigns(RaftNodeImpl node) {
        var state = node.state();
        return node.getStatus() != RaftNodeStatus.INITIAL
                && !node.isTerminatedOrSteppedDown()
                && state.isKnownMember(state.localEndpoint())
                && !state.remoteMembers().isEmpty()
                && mayVote.getAsBoolean();
    }

    private Round begin(RaftNodeImpl node, int elections) {
        var state = node.state();
        var heartbeat = timings.heartbeatMs();
        // the first one has its time, and each that was too short a time for it makes the next one longer
        var patience = heartbeat << Math.min(Math.max(0, elections - 1), DOUBLINGS);
        long pause;
        if (state.leader() != null) {
            pause = turn(node, state.leader()) * heartbeat;
            node.leader(null);
        } else {
            // another may be about to win
            pause = (2 + turn(node, null)) * patience + random.applyAsLong(patience);
        }
        return new Round(state.term(), state.role(), clock.getAsLong() + pause, 0, elections);
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
        if (node.state().preCandidateState() == null) {
            node.state().initPreCandidateState();
        }
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
