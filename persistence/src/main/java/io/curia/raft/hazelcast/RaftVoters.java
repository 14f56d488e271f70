package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import io.curia.raft.api.RaftEngine;
import io.curia.raft.api.RaftException;
import io.curia.raft.api.Voters;
import io.curia.raft.api.VotersException;
import io.curia.raft.api.VotersException.Reason;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Who votes, by node id: finds the servers that are meant, and has a leader give way before it loses its vote. */
final class RaftVoters {
    private final UUID self;
    private final Supplier<RaftNodeImpl> node;
    private final LeadershipTransfer transfer;
    private final VoterChanges changes;
    private final ClusterMembership membership;
    private volatile long configurationIndex;

    /**
     * @param self the Raft id of this server
     * @param node this server's part of the group; gives null while it does not exist
     */
    RaftVoters(
            UUID self,
            Supplier<RaftNodeImpl> node,
            LeadershipTransfer transfer,
            VoterChanges changes,
            ClusterMembership membership) {
        this.self = self;
        this.node = node;
        this.transfer = transfer;
        this.changes = changes;
        this.membership = membership;
    }

    /** See {@link Voters#promote}. */
    CompletionStage<Void> promote(String nodeId) {
        var server = membership.connected(nodeId);
        if (server.isPresent()) {
            return changes.add(server.get().raftId(), server.get().address());
        }
        return voter(nodeId).isPresent()
                ? CompletableFuture.completedStage(null)
                : refused(Reason.UNKNOWN_SERVER, "no server with the id " + nodeId + " can be reached");
    }

    /** See {@link Voters#demote}. */
    CompletionStage<Void> demote(String nodeId) {
        return remove(nodeId);
    }

    /** See {@link RaftEngine#remove}. */
    CompletionStage<Void> remove(String nodeId) {
        var present = node.get();
        if (present == null) {
            return CompletableFuture.failedStage(
                    new RaftException(RaftException.Kind.NO_LEADER, "this server does not know yet who votes"));
        }
        // this server's log may tell of an earlier time; METADATA knows
        var leaver = voter(nodeId).or(() -> membership.connected(nodeId).map(ClusterMembership.Connection::raftId));
        if (leaver.isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        var voters = present.getAppliedMembers();
        if (voters.size() == 1
                && voters.contains(present.getLocalMember())
                && leaver.get().equals(self)) {
            return refused(Reason.LAST_VOTER, "the only server cannot leave its cluster");
        }
        if (2 * voters.stream().filter(membership::isReachable).count() <= voters.size()) {
            // it would be agreed on when some are back, who knows when
            return CompletableFuture.failedStage(new RaftException(
                    RaftException.Kind.NO_LEADER, "too few of the " + voters.size() + " voters can be reached"));
        }
        // a leader that gives way first spares the others an election
        CompletionStage<Void> ready = leaver.get().equals(self)
                ? CompletableFuture.runAsync(transfer::handOver)
                : CompletableFuture.completedStage(null);
        return ready.thenCompose(given -> changes.remove(leaver.get()));
    }

    /** See {@link Voters#transferLeadership}. */
    CompletionStage<Void> transferLeadership(Optional<String> nodeId) {
        if (nodeId.isEmpty()) {
            return transfer.to(Optional.empty());
        }
        var successor = voter(nodeId.get());
        return successor.isPresent()
                ? transfer.to(successor)
                : refused(Reason.UNKNOWN_SERVER, "no voter has the id " + nodeId.get());
    }

    private Optional<UUID> voter(String nodeId) {
        var present = node.get();
        return present == null ? Optional.empty() : membership.voter(present, nodeId);
    }

    private static <T> CompletionStage<T> refused(Reason reason, String why) {
        return CompletableFuture.failedStage(new VotersException(reason, why));
    }

    /** On the group's thread, now and then. */
    void look(RaftNodeImpl present) {
        configurationIndex = present.state().committedGroupMembers().index();
    }

    /** See {@link Voters#configurationIndex}. */
    long configurationIndex() {
        return configurationIndex;
    }
}
