package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.raft.QueryPolicy;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the leader how far a read must see. All reads that wait at one moment share one question: those that come while
 * it is under way share the next, for its answer may be older than they are.
 */
final class ReadBarrier {
    private final LeaderCalls leader;
    private final AppliedIndex applied;
    private final QueryPolicy policy;
    private CompletableFuture<Void> underWay;
    private CompletableFuture<Void> next;

    ReadBarrier(LeaderCalls leader, AppliedIndex applied, QueryPolicy policy) {
        this.leader = leader;
        this.applied = applied;
        this.policy = policy;
    }

    /** Completes once this server has applied all that the leader had applied after this call. */
    CompletableFuture<Void> await() {
        CompletableFuture<Void> mine;
        synchronized (this) {
            if (underWay != null) {
                if (next == null) {
                    next = new CompletableFuture<>();
                }
                return next;
            }
            mine = new CompletableFuture<>();
            underWay = mine;
        }
        ask(mine);
        return mine;
    }

    private void ask(CompletableFuture<Void> question) {
        leader.query(new LastAppliedOp(), policy).whenComplete((index, error) -> {
            startNext();
            if (error != null) {
                question.completeExceptionally(error);
                return;
            }
            applied.reached((Long) index).whenComplete((v, e) -> question.complete(null));
        });
    }

    private void startNext() {
        CompletableFuture<Void> following;
        synchronized (this) {
            following = next;
            underWay = next;
            next = null;
        }
        if (following != null) {
            ask(following);
        }
    }
}
