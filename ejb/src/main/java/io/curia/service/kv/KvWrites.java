package io.curia.service.kv;

import io.curia.cluster.LeaderQuestions;
import io.curia.fsm.Fsm;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.model.KvEntry;
import io.curia.query.Proposals;
import io.curia.refusal.Refusal;
import io.curia.service.session.SessionIds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What is done to keys, whoever asks, and the rules that hold for it. Stages fail as those of {@link Proposals} do. Safe for use
 * by any thread; never blocks.
 */
@ApplicationScoped
public class KvWrites {
    private final Fsm fsm;
    private final Proposals proposals;
    private final LeaderQuestions leader;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public KvWrites(Fsm fsm, Proposals proposals, LeaderQuestions leader) {
        this.fsm = fsm;
        this.proposals = proposals;
        this.leader = leader;
    }

    /**
     * Writes or deletes a key, or all under a prefix.
     *
     * @param entry its key, and of the rest what the operation needs
     * @return whether it took effect: one on a condition, and one with a lock, may not
     * @throws Refusal if it cannot be done, whatever the state is
     */
    public CompletionStage<Boolean> apply(KvsOp op, KvEntry entry) {
        return op == KvsOp.LOCK ? lock(entry) : propose(op, entry);
    }

    /** Only the leader knows whether the key may be locked again, and whether it may is not for the log to decide. */
    private CompletionStage<Boolean> lock(KvEntry entry) {
        if (entry.session().isEmpty()) {
            throw Refusal.rejected(Proposals.APPLY_FAILED + "missing session");
        }
        SessionIds.require(fsm.store().read(), entry.session(), Proposals.APPLY_FAILED);
        return leader.areDelayed(List.of(entry.key()))
                .thenCompose(
                        delayed -> delayed[0] ? CompletableFuture.completedFuture(false) : propose(KvsOp.LOCK, entry));
    }

    private CompletionStage<Boolean> propose(KvsOp op, KvEntry entry) {
        return proposals.propose(KvsCommand.of(op, entry)).thenApply(Proposals::tookEffect);
    }
}
