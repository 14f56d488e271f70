package io.curia.query;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.Command;
import io.curia.http.Call;
import io.curia.raft.api.ReplicatedLog;
import io.curia.refusal.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;

/** Sends commands through the log. Safe for use by any thread; never blocks. */
@ApplicationScoped
public class Proposals {
    /** Stands before most texts with which the state refuses a command. */
    public static final String APPLY_FAILED = "raft apply failed: ";

    private final ReplicatedLog log;

    /** Made by the container, or by hand. */
    @Inject
    public Proposals(ReplicatedLog log) {
        this.log = log;
    }

    /**
     * Proposes a command that has been validated.
     *
     * @return what applying it returned; the stage fails with a {@link Refusal} if the state refuses it, and with
     *     a {@code RaftException} if the log does not take it. It may complete on the one thread that hands on results,
     *     so what follows must be quick
     */
    public CompletionStage<ApplyResult> propose(Command command) {
        return propose(command, APPLY_FAILED);
    }

    /** As the other; {@code fault} stands before the text with which the state refuses a command. */
    public CompletionStage<ApplyResult> propose(Command command, String fault) {
        return log.apply(command.encode()).thenApply(result -> {
            if (result instanceof ApplyResult.Failure refused) {
                throw Refusal.rejected(fault + refused.message());
            }
            return result;
        });
    }

    /**
     * Proposes the command of a request.
     *
     * @throws Refusal if the request is meant for another datacenter
     */
    public CompletionStage<ApplyResult> propose(Call call, Command command) {
        call.requireLocal();
        return propose(command);
    }

    /** Whether a write took effect; one that cannot miss always did. */
    public static boolean tookEffect(ApplyResult result) {
        return !(result instanceof ApplyResult.Bool bool) || bool.value();
    }
}
