package io.curia.service;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.Command;
import io.curia.raft.RaftEngine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Sends commands through the log and turns what applying them returned into answers. Safe for use by any thread. */
@ApplicationScoped
public class Proposals {
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
    CompletionStage<Answer> propose(Command command, Function<ApplyResult, Answer> onApplied) {
        try {
            return raft.apply(command.encode()).handle((result, failure) -> answer(result, failure, onApplied));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(Failures.answer(e));
        }
    }

    private static Answer answer(ApplyResult result, Throwable failure, Function<ApplyResult, Answer> onApplied) {
        if (failure != null) {
            return Failures.answer(failure);
        }
        return result instanceof ApplyResult.Failure refused
                ? Failures.refusedByState(refused.message())
                : onApplied.apply(result);
    }
}
