package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.cp.internal.raft.impl.RaftNodeStatus;
import com.hazelcast.cp.internal.raft.impl.RaftRole;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Has another voter lead in place of this server. */
final class LeadershipTransfer {
    private static final Logger LOG = System.getLogger(LeadershipTransfer.class.getName());
    private static final long WAIT_MS = 3_000;

    private final GroupThread threads;
    private final Supplier<RaftNodeImpl> node;
    private final Leadership leadership;
    private final ClusterMembership membership;
    private final Executor callbacks;

    /** @param node this server's part of the group; gives null while it does not exist */
    LeadershipTransfer(
            GroupThread threads,
            Supplier<RaftNodeImpl> node,
            Leadership leadership,
            ClusterMembership membership,
            Executor callbacks) {
        this.threads = threads;
        this.node = node;
        this.leadership = leadership;
        this.membership = membership;
        this.callbacks = callbacks;
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
            throw new RaftException(RaftException.Kind.NO_LEADER, "who votes is being changed");
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
            return voters.stream()
                    .filter(voter -> voter.getUuid().equals(successor.get()))
                    .findFirst()
                    .orElseThrow(() -> new VotersException(Reason.UNKNOWN_SERVER, "this server does not vote"));
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
        } catch (CompletionException e) {
            var isTold = e.getCause() instanceof VotersException refused && refused.reason() == Reason.TIMED_OUT;
            LOG.log(
                    isTold ? Level.INFO : Level.DEBUG,
                    "leadership could not be handed over, the others will elect a leader: {0}",
                    e.getCause().getMessage());
        }
    }
}
