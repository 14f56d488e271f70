package io.curia.raft;

import io.curia.fsm.ApplyResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

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

    /** Completes when this server's state may be read at the given consistency. */
    CompletionStage<ReadGrant> awaitReadable(Consistency consistency);

    /** Whether this server believes that it leads and has applied everything committed before its term. */
    boolean isLeader();

    /** The {@code ip:port} of the leader this server knows, if any. */
    Optional<String> leaderAddress();

    /** The members of the Raft configuration, in the order of their addresses. */
    List<RaftServer> servers();

    /** Milliseconds since the leader was last heard from; 0 on the leader; -1 if never. */
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
