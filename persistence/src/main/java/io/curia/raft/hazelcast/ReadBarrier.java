package io.curia.raft.hazelcast;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Asks the leader how far a read must see. All reads that wait at one moment share one question: those that come while
 * it is under way share the next, for its answer may be older than they are.
 */
final class ReadBarrier {
    private final Supplier<CompletableFuture<Object>> howFar;
    private final AppliedIndex applied;
    private CompletableFuture<Void> underWay;
    private CompletableFuture<Void> next;

    /** @param howFar asks the leader for the index that it has applied, a {@code Long} */
    ReadBarrier(Supplier<CompletableFuture<Object>> howFar, AppliedIndex applied) {
        this.howFar = howFar;
        this.applied = applied;
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
        howFar.get()
                .whenComplete((index, error) -> startNext())
                .thenCompose(index -> applied.reached((Long) index))
                .whenComplete((nothing, error) -> {
                    if (error == null) {
                        question.complete(null);
                    } else {
                        question.completeExceptionally(error);
                    }
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
