package io.curia.http;

import io.curia.archives.SnapshotException;
import io.curia.cluster.LogFailures;
import io.curia.raft.api.RaftException;
import io.curia.refusal.Refusal;
import io.curia.state.StateException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What clients are told when a request is refused, or Raft, the state or this program fails; and nowhere else. */
public final class Failures {
    private static final Logger LOG = System.getLogger(Failures.class.getName());

    private static final List<Header> TRY_AGAIN = List.of(new Header("Retry-After", "1"));

    private Failures() {}

    /** The answer for whatever a stage or a method failed with. */
    public static Answer answer(Throwable failure) {
        return answer(failure, List.of());
    }

    /** @param unread the headers of a query that is refused before it has read anything */
    private static Answer answer(Throwable failure, List<Header> unread) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof Refusal refusal) {
            return answer(refusal, unread);
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

    private static Answer answer(Refusal refusal, List<Header> unread) {
        String text = refusal.getMessage();
        return switch (refusal.kind()) {
            case UNREADABLE -> Answer.empty(500);
            case INVALID -> Answer.text(400, text);
            case REJECTED, ELSEWHERE -> Answer.text(500, text, unread);
            case NOT_FOUND -> Answer.text(404, text);
            case TOO_LARGE -> Answer.text(413, text);
            case BUSY -> Answer.text(503, text, TRY_AGAIN);
            case DISABLED -> Answer.text(401, text);
        };
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

    /**
     * What the work answers; whatever it throws, or its stage fails with, is an answer too.
     *
     * @param unread the headers of a query that is refused before it has read anything
     */
    static CompletionStage<Answer> guard(List<Header> unread, Supplier<? extends CompletionStage<Answer>> work) {
        CompletableFuture<Answer> stage;
        try {
            stage = work.get().toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(answer(e, unread));
        }
        boolean isAnswer = stage.isDone() && !stage.isCompletedExceptionally();
        return isAnswer ? stage : Cancelling.with(stage.exceptionally(failure -> answer(failure, unread)), stage);
    }

    private static Answer answer(RaftException failure) {
        String text = LogFailures.text(failure);
        return switch (failure.kind()) {
            case OVERLOADED -> Answer.text(503, text, TRY_AGAIN);
            case FULL -> Answer.text(503, text);
            case NO_LEADER, INDETERMINATE, STORAGE, REFUSED, SHUTDOWN -> Answer.text(500, text);
        };
    }
}
