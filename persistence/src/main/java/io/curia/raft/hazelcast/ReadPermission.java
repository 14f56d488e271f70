package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.raft.QueryPolicy;
import io.curia.raft.api.Consistency;
import io.curia.raft.api.RaftException;
import io.curia.raft.api.ReadGrant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Says when a read may be answered from this server's state: at once, or after a word from the leader. */
final class ReadPermission {
    private static final CompletionStage<ReadGrant> LEADER_GRANT =
            CompletableFuture.completedStage(new ReadGrant(true, 0));

    private final Leadership leadership;
    private final ReadBarrier defaultReads;
    private final ReadBarrier consistentReads;
    private final long patienceMs;
    private final Executor callbacks;

    /** @param patienceMs how long the leader is waited for */
    ReadPermission(
            LeaderCalls leader, AppliedIndex applied, Leadership leadership, long patienceMs, Executor callbacks) {
        this.leadership = leadership;
        this.defaultReads = new ReadBarrier(() -> leader.query(new LastAppliedOp(), QueryPolicy.LEADER_LOCAL), applied);
        this.consistentReads =
                new ReadBarrier(() -> leader.query(new LastAppliedOp(), QueryPolicy.LINEARIZABLE), applied);
        this.patienceMs = patienceMs;
        this.callbacks = callbacks;
    }

    /** Whether this server may answer by itself, now. */
    boolean isGiven(Consistency consistency) {
        return leadership.holdsLease() && (consistency == Consistency.DEFAULT || leadership.isSolo());
    }

    /** For default and consistent reads; completes on the callback executor. */
    CompletionStage<ReadGrant> await(Consistency consistency) {
        if (isGiven(consistency)) {
            return LEADER_GRANT;
        }
        var barrier = consistency == Consistency.CONSISTENT || leadership.isLeading() ? consistentReads : defaultReads;
        return barrier.await()
                .orTimeout(patienceMs, TimeUnit.MILLISECONDS)
                .handleAsync(
                        (v, error) -> {
                            if (error != null) {
                                throw failure(error);
                            }
                            return new ReadGrant(true, 0);
                        },
                        callbacks);
    }

    /** What somebody is told who asked the leader in vain. */
    static RaftException failure(Throwable error) {
        var cause = error instanceof CompletionException ? error.getCause() : error;
        return cause instanceof RaftException e
                ? e
                : new RaftException(RaftException.Kind.NO_LEADER, "No cluster leader", cause);
    }
}
