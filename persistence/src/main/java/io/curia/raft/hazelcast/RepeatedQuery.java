package io.curia.raft.hazelcast;

import io.curia.raft.api.RaftException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks the leader what changes nothing: if the leader goes half-way, the next one is asked. So nobody who only reads is
 * ever told that something may or may not have been written.
 */
final class RepeatedQuery {
    private static final int STEPS = 64;

    private final Supplier<CompletableFuture<Object>> question;
    private final Duration hold;
    private final ScheduledExecutorService timer;
    private final long deadline;
    private final CompletableFuture<Object> answer = new CompletableFuture<>();

    private RepeatedQuery(Supplier<CompletableFuture<Object>> question, Duration hold, ScheduledExecutorService timer) {
        this.question = question;
        this.hold = hold;
        this.timer = timer;
        this.deadline = System.nanoTime() + hold.toNanos();
    }

    /**
     * Asks until there is an answer, or a failure that the next leader would not mend.
     *
     * @param question asks once
     * @param hold after this no other try begins
     */
    static CompletableFuture<Object> ask(
            Supplier<CompletableFuture<Object>> question, Duration hold, ScheduledExecutorService timer) {
        var query = new RepeatedQuery(question, hold, timer);
        query.ask();
        return query.answer;
    }

    private void ask() {
        question.get().whenComplete((value, error) -> {
            var cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
            if (cause == null) {
                answer.complete(value);
            } else if (cause instanceof RaftException e && e.kind() == RaftException.Kind.INDETERMINATE) {
                again(e);
            } else {
                answer.completeExceptionally(cause);
            }
        });
    }

    private void again(RaftException lost) {
        if (deadline - System.nanoTime() <= 0) {
            answer.completeExceptionally(noLeader(lost));
            return;
        }
        try {
            timer.schedule((Runnable) this::ask, Math.max(1, hold.toNanos() / STEPS), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(
                    new RaftException(RaftException.Kind.SHUTDOWN, "raft is already shutdown", lost));
        }
    }

    private static RaftException noLeader(RaftException lost) {
        return new RaftException(RaftException.Kind.NO_LEADER, "No cluster leader", lost);
    }
}
