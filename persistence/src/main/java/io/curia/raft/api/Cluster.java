package io.curia.raft.api;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The servers of a cluster: who they are, who leads, and a way to reach them all. Any thread; no method blocks. */
public interface Cluster {
    /** Whether this server believes that it leads and has applied everything committed before its term. */
    boolean isLeader();

    /** The Raft term this server is in. */
    long term();

    /** The {@code ip:port} of the leader this server knows, if any. */
    Optional<String> leaderAddress();

    /** Runs when this server becomes ready to lead ({@code true}) and when it stops leading ({@code false}). */
    void onLeadershipChange(Consumer<Boolean> listener);

    /** All that vote, and those without a vote that are connected, in the order of their addresses. */
    List<RaftServer> servers();

    /** Every server of the cluster as this one sees it, in the order of their ids; those that cannot be reached too. */
    List<ClusterMember> members();

    /** The smallest heap, as its maximum in bytes, among the servers that are connected now; this one counts too. */
    long smallestHeapBytes();

    /** Runs after a server has come, gone or been removed, on a thread that must not be blocked. */
    void onMembershipChange(Runnable listener);

    /**
     * Takes a server out of the Raft configuration for good, this one or another. Done once the others have agreed on it,
     * at once for a server that is no member. Fails with {@link VotersException} if it is the only voter, and with {@link
     * RaftException.Kind#NO_LEADER} while no majority of those that vote can be reached.
     *
     * @param nodeId a node id, a UUID in its 36-character form
     */
    CompletionStage<Void> remove(String nodeId);

    /** The channel of this name, the same on all servers. */
    GossipChannel gossip(String name);
}
