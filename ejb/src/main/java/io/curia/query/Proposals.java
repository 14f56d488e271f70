package io.curia.query;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.Command;
import io.curia.http.Call;
import io.curia.http.RefusedException;
import io.curia.raft.api.RaftEngine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;

/** Sends commands through the log. Safe for use by any thread; never blocks. */
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

    /**
     * Proposes a command that has been validated.
     *
     * @return what applying it returned; the stage fails with a {@link RefusedException} if the state refuses it, and with
     *     a {@code RaftException} if the log does not take it. It may complete on the one thread that hands on results,
     *     so what follows must be quick
     * @throws RefusedException if it is meant for another datacenter
     */
    public CompletionStage<ApplyResult> propose(Call call, Command command) {
        return propose(call, command, APPLY_FAILED);
    }

    /** As the other; {@code fault} stands before the text with which the state refuses a command. */
    public CompletionStage<ApplyResult> propose(Call call, Command command, String fault) {
        call.requireLocal();
        return raft.apply(command.encode()).thenApply(result -> {
            if (result instanceof ApplyResult.Failure refused) {
                throw RefusedException.text(500, fault + refused.message());
            }
            return result;
        });
    }

    /** Whether a write took effect; one that cannot miss always did. */
    public static boolean tookEffect(ApplyResult result) {
        return !(result instanceof ApplyResult.Bool bool) || bool.value();
    }
}
