package io.curia.raft;

import io.curia.fsm.ApplyResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * The replicated log of one server. Every method may be called from any thread and none of them blocks.
 *
 * <p>Futures fail with {@link RaftException} only. They complete on one thread of the engine, which what depends on them must not
 * block.
 */
public interface RaftEngine extends AutoCloseable {
    /**
     * Proposes one encoded command ({@code [type byte][msgpack]}) and answers what applying it returned. A follower's
     * proposal travels to the leader by itself. Completion means: durable on a majority and applied on the leader.
     */
    CompletionStage<ApplyResult> apply(byte[] entry);

    /**
     * Proposes what this server decides as the leader: as {@link #apply}, but never carried to another leader, who may have
     * decided otherwise, and not into a later term of this server's own. It fails with {@link RaftException.Kind#NO_LEADER}
     * if this server does not lead, or not in the {@link #term} of the call any more when the entry would be appended.
     */
    CompletionStage<ApplyResult> applyAsLeader(byte[] entry);

    /**
     * Completes when this server's state may be read at the given consistency. As long as it has no state, neither from a
     * leader nor from its disk, a stale read waits for the leader like a default one.
     */
    CompletionStage<ReadGrant> awaitReadable(Consistency consistency);

    /**
     * Asks the leader, wherever it is, something that is not in the log, and answers what its {@linkplain
     * #answerQuestions answerer} said. Waits for a leader if there is none. The question may be asked several times.
     */
    CompletionStage<byte[]> askLeader(byte[] question);

    /**
     * Sets what answers the questions of {@link #askLeader} while this server leads. It runs between two entries of the
     * log, so it sees all that was applied, and must be quick and not block.
     */
    void answerQuestions(UnaryOperator<byte[]> answerer);

    /** Whether this server believes that it leads and has applied everything committed before its term. */
    boolean isLeader();

    /** The {@code ip:port} of the leader this server knows, if any. */
    Optional<String> leaderAddress();

    /** The members of the Raft configuration, in the order of their addresses. */
    List<RaftServer> servers();

    /** Every server of the cluster as this one sees it, in the order of their ids; those that cannot be reached too. */
    List<ClusterMember> members();

    /** The smallest heap, as its maximum in bytes, among the servers that are connected now; this one counts too. */
    long smallestHeapBytes();

    /** Runs after a server has come, gone or been removed, on a thread that must not be blocked. */
    void onMembershipChange(Runnable listener);

    /**
     * Takes a server out of the Raft configuration for good, this one or another. Done once the others have agreed on it,
     * at once for a server that is no member. None of the last two servers can be removed: {@link RaftException.Kind#NO_LEADER}.
     *
     * @param nodeId a node id, a UUID in its 36-character form
     */
    CompletionStage<Void> remove(String nodeId);

    /** The channel of this name, the same on all servers. */
    GossipChannel gossip(String name);

    /**
     * Milliseconds since this server's state was last known to be the leader's: since it heard from the leader, or, until
     * it has caught up with one, since the snapshot on its disk was written; 0 on the leader; -1 if it has no state.
     */
    long lastContactMs();

    /** The Raft index of the last entry applied here. */
    long lastApplied();

    /** The Raft term this server is in. */
    long term();

    /** Runs when this server becomes ready to lead ({@code true}) and when it stops leading ({@code false}). */
    void onLeadershipChange(java.util.function.Consumer<Boolean> listener);

    /** Leaves the log in order: flushes and closes the store. Idempotent. */
    @Override
    void close();
}
