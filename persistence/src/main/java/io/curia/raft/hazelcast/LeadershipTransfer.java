package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.cp.internal.raft.impl.RaftNodeStatus;
import com.hazelcast.cp.internal.raft.impl.RaftRole;
import com.hazelcast.cp.internal.raft.impl.dto.TriggerLeaderElection;
import io.curia.raft.api.RaftException;
import io.curia.raft.api.VotersException;
import io.curia.raft.api.VotersException.Reason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Has another voter lead in place of this server. */
final class LeadershipTransfer {
    private static final Logger LOG = System.getLogger(LeadershipTransfer.class.getName());
    private static final long WAIT_MS = 3_000;
    private static final long LOOK_MS = 5;

    private final GroupThread threads;
    private final Supplier<RaftNodeImpl> node;
    private final Leadership leadership;
    private final ClusterMembership membership;
    private final ScheduledExecutorService timer;
    private final Executor callbacks;
    private final long heartbeatMs;

    /**
     * @param node this server's part of the group; gives null while it does not exist
     * @param heartbeatMs between two heartbeats of a leader
     */
    LeadershipTransfer(
            GroupThread threads,
            Supplier<RaftNodeImpl> node,
            Leadership leadership,
            ClusterMembership membership,
            ScheduledExecutorService timer,
            Executor callbacks,
            long heartbeatMs) {
        this.threads = threads;
        this.node = node;
        this.leadership = leadership;
        this.membership = membership;
        this.timer = timer;
        this.callbacks = callbacks;
        this.heartbeatMs = heartbeatMs;
    }

    /**
     * Done once this server, which must lead, has given way; fails with {@link RaftException}.
     *
     * @param successor the Raft id of the voter that shall lead; empty for the one that has most of the log
     */
    CompletableFuture<Void> to(Optional<UUID> successor) {
        var leading = node.get();
        if (leading == null) {
            return CompletableFuture.failedFuture(notLeading());
        }
        var given = new CompletableFuture<Void>();
        threads.submit(leading.getGroupId(), () -> {
            try {
                begin(leading, successor, given);
            } catch (RaftException e) {
                given.completeExceptionally(e);
            }
        });
        return given.orTimeout(WAIT_MS, TimeUnit.MILLISECONDS)
                .handleAsync(
                        (done, failure) -> {
                            if (failure != null) {
                                throw explained(failure);
                            }
                            return null;
                        },
                        callbacks);
    }

    /** On the group's thread, which every change of the leader comes from: no read is answered here from now on. */
    private void begin(RaftNodeImpl leading, Optional<UUID> successor, CompletableFuture<Void> given) {
        if (leading.state().role() != RaftRole.LEADER || leading.isTerminatedOrSteppedDown()) {
            throw notLeading();
        }
        var target = target(leading, successor);
        if (leading.getStatus() != RaftNodeStatus.ACTIVE) {
            throw new VotersException(Reason.NOT_NOW, "who votes is being changed");
        }
        leadership.loseLease();
        CompletableFuture<?> transfer = leading.transferLeadership(target);
        transfer.whenCompleteAsync(
                (done, failure) -> {
                    if (failure == null) {
                        given.complete(null);
                    } else {
                        given.completeExceptionally(failure);
                    }
                },
                callbacks);
        ask(leading, leading.state().term(), target);
    }

    /**
     * On the group's thread. From now on no write is taken, and the library would look again only after a good part of an
     * election timeout whether all that were taken are committed.
     */
    private void ask(RaftNodeImpl leading, int term, RaftEndpoint target) {
        var state = leading.state();
        if (state.role() != RaftRole.LEADER || state.term() != term || state.leadershipTransferState() == null) {
            return;
        }
        var last = state.log().lastLogOrSnapshotEntry();
        var isCommitted = state.commitIndex() == last.index();
        if (isCommitted) {
            state.leaderState().getFollowerState(target).resetRequestBackoff();
            leading.sendAppendRequest(target);
            leading.send(new TriggerLeaderElection(leading.getLocalMember(), term, last.term(), last.index()), target);
        }
        try {
            timer.schedule(
                    () -> threads.submit(leading.getGroupId(), () -> ask(leading, term, target)),
                    isCommitted ? heartbeatMs : LOOK_MS,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "this server stops while another takes over");
        }
    }

    private RaftEndpoint target(RaftNodeImpl leading, Optional<UUID> successor) {
        var self = leading.getLocalMember();
        if (successor.filter(self.getUuid()::equals).isPresent()) {
            throw new VotersException(Reason.LEADS_ALREADY, "this server leads already");
        }
        var voters = leading.getCommittedMembers();
        if (voters.size() < 2) {
            throw new VotersException(Reason.ONLY_VOTER, "there is no other voter");
        }
        if (successor.isPresent()) {
            var named = voters.stream()
                    .filter(voter -> voter.getUuid().equals(successor.get()))
                    .findFirst()
                    .orElseThrow(() -> new VotersException(Reason.UNKNOWN_SERVER, "this server does not vote"));
            if (!membership.isReachable(named)) {
                // no write would be taken until the time is up
                throw new VotersException(Reason.UNREACHABLE, "the server that shall lead cannot be reached");
            }
            return named;
        }
        var leader = leading.state().leaderState();
        return voters.stream()
                .filter(voter -> !voter.equals(self) && membership.isReachable(voter))
                .filter(leader.getFollowerStates()::containsKey)
                .max(Comparator.comparing(
                        voter -> leader.getFollowerState(voter).matchIndex()))
                .orElseThrow(() -> new VotersException(Reason.UNREACHABLE, "no other voter can be reached"));
    }

    private static RaftException notLeading() {
        return new RaftException(RaftException.Kind.NO_LEADER, "this server is not the leader");
    }

    private static RaftException explained(Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof RaftException e
                ? e
                : new VotersException(Reason.TIMED_OUT, "the other server did not take over in time");
    }

    /** Waits a little for somebody to take the leadership, if this server has it and there is somebody. */
    void handOver() {
        if (!leadership.isLeading()) {
            return;
        }
        try {
            to(Optional.empty()).join();
            awaitSuccessor();
        } catch (CompletionException e) {
            var isTold = e.getCause() instanceof VotersException refused && refused.reason() == Reason.TIMED_OUT;
            LOG.log(
                    isTold ? Level.INFO : Level.DEBUG,
                    "leadership could not be handed over, the others will elect a leader: {0}",
                    e.getCause().getMessage());
        }
    }

    /** The others must hear of the next leader before this server goes, or what they still send here is lost. */
    private void awaitSuccessor() {
        var deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MS);
        try {
            while (!hasSuccessor() && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
            TimeUnit.MILLISECONDS.sleep(heartbeatMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hasSuccessor() {
        var here = node.get();
        var leader = here == null ? null : here.getLeader();
        return leader != null && !leader.equals(here.getLocalMember());
    }
}
