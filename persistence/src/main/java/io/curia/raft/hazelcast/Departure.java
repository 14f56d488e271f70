package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import io.curia.raft.api.RaftEngine;
import io.curia.raft.api.RaftException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Takes a server out of the voters, and hands the leadership over before a leader goes. */
final class Departure {
    private static final Logger LOG = System.getLogger(Departure.class.getName());
    private static final long TRANSFER_WAIT_MS = 3_000;

    private final UUID self;
    private final Supplier<RaftNodeImpl> node;
    private final Leadership leadership;
    private final ClusterMembership membership;
    private final Executor callbacks;

    /**
     * @param self the Raft id of this server
     * @param node this server's part of the group; gives null while it does not exist
     */
    Departure(
            UUID self,
            Supplier<RaftNodeImpl> node,
            Leadership leadership,
            ClusterMembership membership,
            Executor callbacks) {
        this.self = self;
        this.node = node;
        this.leadership = leadership;
        this.membership = membership;
        this.callbacks = callbacks;
    }

    /** See {@link RaftEngine#remove}. */
    CompletionStage<Void> remove(String nodeId) {
        var present = node.get();
        var leaver = present == null ? Optional.<UUID>empty() : membership.voter(present, nodeId);
        if (leaver.isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        int voters = present.getAppliedMembers().size();
        if (voters == 1) {
            return refused("the only server cannot leave its cluster");
        }
        if (voters == 2) {
            // the Raft library would forget the server, but leave the groups as they are: the other could not go on
            // alone
            return refused("the last two servers of a cluster cannot part");
        }
        // a leader that gives way first spares the others an election
        CompletionStage<Void> ready = leaver.get().equals(self)
                ? CompletableFuture.runAsync(this::handOverLeadership)
                : CompletableFuture.completedStage(null);
        return ready.thenCompose(done -> membership.remove(leaver.get()))
                .handleAsync(
                        (done, error) -> {
                            if (error != null) {
                                throw ReadPermission.failure(error);
                            }
                            return null;
                        },
                        callbacks);
    }

    private static CompletionStage<Void> refused(String why) {
        return CompletableFuture.failedStage(new RaftException(RaftException.Kind.NO_LEADER, why));
    }

    /** Waits a little for somebody to take the leadership, if this server has it. */
    void handOverLeadership() {
        var leading = node.get();
        if (leading == null
                || !leadership.isLeading()
                || leading.getAppliedMembers().size() < 2) {
            return;
        }
        var successor = leading.getAppliedMembers().stream()
                .filter(m -> !m.equals(leading.getLocalMember()))
                .filter(membership::isReachable)
                .findFirst();
        if (successor.isEmpty()) {
            return;
        }
        try {
            leading.transferLeadership(successor.get()).get(TRANSFER_WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(
                    Level.INFO,
                    "leadership could not be handed over, the others will elect a leader: {0}",
                    e.toString());
        }
    }
}
