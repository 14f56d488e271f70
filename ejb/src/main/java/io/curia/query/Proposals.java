package io.curia.query;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.Command;
import io.curia.http.Answer;
import io.curia.http.Failures;
import io.curia.raft.api.RaftEngine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Sends commands through the log and turns what applying them returned into answers. Safe for use by any thread. */
@ApplicationScoped
public class Proposals {
    /** Stands before most texts with which the state refuses a command. */
    public static final String APPLY_FAILED = "raft apply failed: ";

    private final RaftEngine raft;

    /** Made by the container, or by hand. */
    @Inject
    public Proposals(RaftEngine raft) {
        this.raft = raft;
    }

    /** For the container's proxy only. */
    protected Proposals() {
        this(null);
    }

    /**
     * Proposes a command that has been validated.
     *
     * @param onApplied makes the answer of a result that is no {@link ApplyResult.Failure}; must be quick, for it may
     *     run on the thread that applies the log
     * @return a stage that never fails
     */
    public CompletionStage<Answer> propose(Command command, Function<ApplyResult, Answer> onApplied) {
        return propose(command, APPLY_FAILED, onApplied);
    }

    /** As the other; {@code fault} stands before the text with which the state refuses a command. */
    public CompletionStage<Answer> propose(Command command, String fault, Function<ApplyResult, Answer> onApplied) {
        return Failures.guard(() ->
                raft.apply(command.encode()).handle((result, failure) -> answer(result, failure, fault, onApplied)));
    }

    /** Whether a write took effect; one that cannot miss always did. */
    public static Answer written(ApplyResult result, boolean pretty) {
        return Answer.truth(!(result instanceof ApplyResult.Bool bool) || bool.value(), pretty);
    }

    private static Answer answer(
            ApplyResult result, Throwable failure, String fault, Function<ApplyResult, Answer> onApplied) {
        if (failure != null) {
            return Failures.answer(failure);
        }
        return result instanceof ApplyResult.Failure refused
                ? Answer.text(500, fault + refused.message())
                : onApplied.apply(result);
    }
}
