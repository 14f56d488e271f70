package io.curia.raft.api;

import io.curia.fsm.ApplyResult;
import java.util.concurrent.CompletionStage;

/**
 * The log that all servers apply in one order: commands go in, and it says when what came of them may be read here. Every
 * method may be called from any thread and none of them blocks.
 *
 * <p>Futures fail with {@link RaftException} only. They complete on one thread of the engine, which what depends on them must
 * not block.
 */
public interface ReplicatedLog {
    /**
     * Proposes one encoded command ({@code [type byte][msgpack]}) and answers what applying it returned. A follower's
     * proposal travels to the leader by itself. Completion means: durable on a majority and applied on the leader.
     */
    CompletionStage<ApplyResult> apply(byte[] entry);

    /**
     * Proposes what this server decides as the leader: as {@link #apply}, but never carried to another leader, who may have
     * decided otherwise, and not into a later term of this server's own. It fails with {@link RaftException.Kind#NO_LEADER}
     * if this server does not lead, or not in the {@link Cluster#term} of the call any more when the entry would be appended.
     */
    CompletionStage<ApplyResult> applyAsLeader(byte[] entry);

    /**
     * Completes when this server's state may be read at the given consistency. As long as it has no state, neither from a
     * leader nor from its disk, a stale read waits for the leader like a default one.
     */
    CompletionStage<ReadGrant> awaitReadable(Consistency consistency);

    /**
     * Milliseconds since this server's state was last known to be the leader's: since it heard from the leader, or, until
     * it has caught up with one, since the snapshot on its disk was written; 0 on the leader; -1 if it has no state.
     */
    long lastContactMs();

    /** The Raft index of the last entry applied here. */
    long lastApplied();

    /** How far the log goes here, with a leader and without. */
    LogPosition position();
}
