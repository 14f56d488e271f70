package io.curia.raft.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.RaftService;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.cp.internal.raft.impl.RaftNodeStatus;
import com.hazelcast.cp.internal.raft.impl.RaftRole;
import com.hazelcast.cp.internal.raft.impl.dto.AppendRequest;
import com.hazelcast.internal.util.Clock;
import com.hazelcast.spi.impl.NodeEngineImpl;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How a server without a vote follows the log: it asks the leader for what comes after what it has, and hands the answer to
 * its own part of the group as if the leader had sent it, so it appends, forces and applies as every follower does. A server
 * whose vote was taken while it was away finds that out in the same way.
 *
 * <p>{@link #tick} is for one thread and {@link #follow} for the group's; what they share is only which server was asked last.
 */
final class LogReceiver {
    private static final Logger LOG = System.getLogger(LogReceiver.class.getName());
    /** Half heartbeats until the leader is asked again by one that has a vote. */
    private static final int VOTER_REST = 8;

    private static final int LONGEST_REST = 8;
    private static final int MOST_HOPS = 3;
    /** Elections, one of which may find no winner. */
    private static final int PATIENCE = 3;

    private final NodeEngineImpl engine;
    private final RaftService raft;
    private final GroupThread threads;
    private final HazelcastPersistence persistence;
    private final ClusterMembership membership;
    private final SnapshotReceiver snapshots;
    private final RaftEndpoint self;
    private final long electionTimeoutMs;
    private final Consumer<RaftGroupId> found;
    private final Executor executor;

    private volatile Asked asked;
    private int turn;

    // on the group's thread only
    private RaftEndpoint leader;
    private boolean leaderIsSilent;
    private boolean hadVote = true;
    private boolean toldOfOther;
    private int fruitless;
    private int rest;
    private int hops;

    /** A question that is under way. */
    private record Asked(Address address, long nanos) {}

    /**
     * @param found is told which group there is, before this server's part of it exists
     * @param executor opens the files of a new group
     */
    LogReceiver(
            NodeEngineImpl engine,
            RaftService raft,
            HazelcastPersistence persistence,
            ClusterMembership membership,
            SnapshotReceiver snapshots,
            RaftEndpoint self,
            long electionTimeoutMs,
            Consumer<RaftGroupId> found,
            Executor executor) {
        this.engine = engine;
        this.raft = raft;
        this.threads = new GroupThread(engine, raft);
        this.persistence = persistence;
        this.membership = membership;
        this.snapshots = snapshots;
        this.self = self;
        this.electionTimeoutMs = electionTimeoutMs;
        this.found = found;
        this.executor = executor;
    }

    /** To be called at every half heartbeat while this server has no part in the group: asks the others which one there is. */
    void tick() {
        if (raft.getLocalCPMember() == null && !isUnderWay()) {
            send(new LogQuestionOp(self), next(), this::introduced);
        }
    }

    private void introduced(Address from, LogAnswer answer) {
        if (answer.groupId() != null
                && !answer.members().isEmpty()
                && !answer.members().contains(self)) {
            begin(answer.groupId(), answer.members());
        }
    }

    private void begin(RaftGroupId groupId, List<RaftEndpoint> members) {
        // one that voted and led until just now has yet to delete its log
        if (threads.node(groupId) != null || persistence.isKept(groupId)) {
            return;
        }
        if (!raft.isDiscoveryCompleted()) {
            // a leader that was just started does not say by itself that there is nothing to be founded
            raft.getMetadataGroupManager().disableDiscovery();
        }
        found.accept(groupId);
        try {
            // else the library would not end it when it loses its vote another time
            LibraryMembership.forgetLeft(raft, groupId);
            raft.restoreRaftNode(groupId, persistence.blank(groupId, members), null);
        } catch (UncheckedIOException e) {
            LOG.log(Level.WARNING, "the log of the others cannot be kept, which is tried again: {0}", e.toString());
        }
    }

    /** To be called at every half heartbeat. */
    void follow(RaftNodeImpl node) {
        if (node.getStatus() == RaftNodeStatus.INITIAL || node.isTerminatedOrSteppedDown()) {
            return;
        }
        noticeVote(node);
        if (isOverdue()) {
            // a leader that stands still keeps its connections
            leader = null;
            leaderIsSilent = true;
        }
        if (isUnderWay() || rest-- > 0) {
            return;
        }
        rest = 0;
        hops = 0;
        if (!hasVote(node) || hearsOfNobody(node)) {
            ask(node);
        }
    }

    private boolean hasVote(RaftNodeImpl node) {
        return raft.getLocalCPMember() != null && node.state().isKnownMember(self);
    }

    private void noticeVote(RaftNodeImpl node) {
        var votes = hasVote(node);
        if (votes != hadVote) {
            hadVote = votes;
            LOG.log(
                    Level.INFO,
                    votes
                            ? "this server has a vote now"
                            : "this server has no vote; it follows the log of those that have");
        }
    }

    /** One whose vote was taken is not told, for nobody sends it the log any more. */
    private boolean hearsOfNobody(RaftNodeImpl node) {
        return node.state().role() == RaftRole.FOLLOWER
                && node.getLeader() == null
                && Clock.currentTimeMillis() - node.lastAppendEntriesTimestamp() > PATIENCE * electionTimeoutMs;
    }

    private void ask(RaftNodeImpl node) {
        var state = node.state();
        var last = state.log().lastLogOrSnapshotEntry();
        var groupId = (RaftGroupId) node.getGroupId();
        send(
                new LogQuestionOp(groupId, self, state.term(), last.index(), last.term(), state.commitIndex()),
                leaderOrNext(node),
                (from, answer) -> threads.submit(groupId, () -> take(groupId, from, answer)));
    }

    private Address leaderOrNext(RaftNodeImpl node) {
        var known = leader != null ? leader : leaderIsSilent ? null : node.getLeader();
        var address = known == null ? null : membership.connectedAt(known.getUuid());
        return address != null && !address.equals(engine.getThisAddress()) && membership.isUpToDate(address)
                ? address
                : next();
    }

    /** Another server than the last time; null if there is none. */
    private synchronized Address next() {
        var others = membership.others();
        return others.isEmpty() ? null : others.get(Math.floorMod(turn++, others.size()));
    }

    private interface Listener {
        void answered(Address from, LogAnswer answer);
    }

    private void send(LogQuestionOp question, Address to, Listener listener) {
        if (to == null) {
            return;
        }
        var mine = new Asked(to, System.nanoTime());
        asked = mine;
        try {
            engine.getOperationService()
                    .createInvocationBuilder(FsmService.NAME, question, to)
                    .setTryCount(1)
                    .<LogAnswer>invoke()
                    .whenCompleteAsync(
                            (answer, error) -> {
                                if (mine.equals(asked)) {
                                    asked = null;
                                    listener.answered(to, error == null ? answer : LogAnswer.unknown());
                                }
                            },
                            executor);
        } catch (HazelcastInstanceNotActiveException e) {
            LOG.log(Level.DEBUG, "this server stops, and asks nobody any more");
        }
    }

    private boolean isOverdue() {
        var present = asked;
        return present != null
                && System.nanoTime() - present.nanos() > TimeUnit.MILLISECONDS.toNanos(electionTimeoutMs);
    }

    /** A question that is not answered in time is forgotten. */
    private boolean isUnderWay() {
        return asked != null && !isOverdue();
    }

    private void take(RaftGroupId groupId, Address from, LogAnswer answer) {
        var node = threads.node(groupId);
        if (node == null || node.isTerminatedOrSteppedDown()) {
            return;
        }
        leader = answer.leader();
        leaderIsSilent &= answer.append() == null && answer.offer() == null;
        if (answer.groupId() == null) {
            restAWhile();
        } else if (!answer.groupId().equals(groupId)) {
            tellOfOther(from);
            restAWhile();
        } else if (answer.append() != null) {
            fruitless = 0;
            append(node, answer.append());
        } else if (answer.offer() != null) {
            fruitless = 0;
            snapshots.offered(groupId, self, answer.offer(), from);
        } else {
            goOn(node, from);
        }
    }

    private void tellOfOther(Address from) {
        if (!toldOfOther) {
            toldOfOther = true;
            LOG.log(
                    Level.ERROR,
                    "the log of the server at {0}:{1} is another than this server''s, perhaps one that was founded anew: stop"
                            + " this server, move its data directory away, and start it again",
                    from.getHost(),
                    Integer.toString(from.getPort()));
        }
    }

    /** Somebody else leads, or nobody, or the leader has seen that this server has a vote. */
    private void goOn(RaftNodeImpl node, Address from) {
        var address = leader == null ? null : membership.connectedAt(leader.getUuid());
        if (address == null) {
            leader = null;
            restAWhile();
        } else if (address.equals(from)) {
            rest = VOTER_REST;
        } else if (hops++ < MOST_HOPS) {
            ask(node);
        }
    }

    private void restAWhile() {
        fruitless++;
        rest = Math.min(fruitless, LONGEST_REST);
    }

    private void append(RaftNodeImpl node, AppendRequest request) {
        var state = node.state();
        long last = state.log().lastLogOrSnapshotIndex();
        long committed = state.commitIndex();
        cutOff(node, request.prevLogIndex());
        raft.handleAppendEntries(node.getGroupId(), request, self);
        boolean signOfLife = request.leaderCommitIndex() == 0;
        // else it could not be taken, and would come again at once
        if (signOfLife || state.log().lastLogOrSnapshotIndex() != last || state.commitIndex() != committed) {
            ask(node);
        }
    }

    /**
     * What stands behind the snapshot and is not what the leader has, as one that lost its vote may have: the library finds
     * no place to go on, for the snapshot's own entry is not in the log after a restart.
     */
    private static void cutOff(RaftNodeImpl node, long previous) {
        var log = node.state().log();
        if (previous > 0
                && previous == log.snapshotIndex()
                && previous < log.lastLogOrSnapshotIndex()
                && !log.containsLogEntry(previous)) {
            log.deleteEntriesFrom(previous + 1);
            if (node.getStatus() == RaftNodeStatus.UPDATING_GROUP_MEMBER_LIST) {
                node.setStatus(RaftNodeStatus.ACTIVE);
                node.resetGroupMembers();
            }
        }
    }
}
