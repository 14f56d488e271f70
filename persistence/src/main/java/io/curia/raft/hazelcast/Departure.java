package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import io.curia.raft.api.RaftEngine;
import io.curia.raft.api.RaftException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Takes a server out of the voters; a leader hands its leadership over before. */
final class Departure {
    private final UUID self;
    private final Supplier<RaftNodeImpl> node;
    private final LeadershipTransfer transfer;
    private final ClusterMembership membership;
    private final Executor callbacks;

    /**
     * @param self the Raft id of this server
     * @param node this server's part of the group; gives null while it does not exist
     */
    Departure(
            UUID self,
            Supplier<RaftNodeImpl> node,
            LeadershipTransfer transfer,
            ClusterMembership membership,
            Executor callbacks) {
        this.self = self;
        this.node = node;
        this.transfer = transfer;
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
                ? CompletableFuture.runAsync(transfer::handOver)
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
}
