package io.curia.http;

import io.curia.agent.AgentException;
import io.curia.archives.SnapshotException;
import io.curia.cluster.LogFailures;
import io.curia.raft.api.RaftException;
import io.curia.state.StateException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What clients are told when Raft, the state or this program fails. */
public final class Failures {
    private static final Logger LOG = System.getLogger(Failures.class.getName());

    private Failures() {}

    /** The answer for whatever a stage or a method failed with. */
    public static Answer answer(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RefusedException refused) {
            return refused.answer();
        }
        if (cause instanceof AgentException agent) {
            return Answer.text(500, agent.getMessage());
        }
        if (cause instanceof RaftException raft) {
            return answer(raft);
        }
        if (cause instanceof StateException refused) {
            return Answer.text(500, refused.getMessage());
        }
        if (cause instanceof SnapshotException snapshot) {
            return answer(snapshot);
        }
        LOG.log(Level.ERROR, "A request failed for a reason that is not the client's", cause);
        return Answer.text(500, "internal error: " + cause);
    }

    private static Answer answer(SnapshotException failure) {
        if (failure instanceof SnapshotException.Unavailable unavailable) {
            return answer(unavailable.failure());
        }
        int status = failure instanceof SnapshotException.Busy
                ? 503
                : failure instanceof SnapshotException.TooLarge ? 413 : 500;
        return Answer.text(status, failure.getMessage());
    }

    /** What the work answers; whatever it throws, or its stage fails with, is an answer too. */
    public static CompletionStage<Answer> guard(Supplier<? extends CompletionStage<Answer>> work) {
        CompletableFuture<Answer> answer;
        try {
            answer = work.get().toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(answer(e));
        }
        boolean isAnswer = answer.isDone() && !answer.isCompletedExceptionally();
        return isAnswer ? answer : Cancelling.with(answer.exceptionally(Failures::answer), answer);
    }

    private static Answer answer(RaftException failure) {
        String text = LogFailures.text(failure);
        return switch (failure.kind()) {
            case OVERLOADED -> Answer.text(503, text, List.of(new Header("Retry-After", "1")));
            case FULL -> Answer.text(503, text);
            case NO_LEADER, INDETERMINATE, STORAGE, REFUSED, SHUTDOWN -> Answer.text(500, text);
        };
    }
}
