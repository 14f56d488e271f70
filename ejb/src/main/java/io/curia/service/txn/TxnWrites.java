package io.curia.service.txn;

import io.curia.cluster.LeaderQuestions;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.txn.TxnCommand;
import io.curia.fsm.txn.TxnResponseCodec;
import io.curia.model.ByteString;
import io.curia.model.TxnError;
import io.curia.model.TxnOp;
import io.curia.model.TxnResponse;
import io.curia.query.Proposals;
import io.curia.text.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Transactions that go through the log, whoever asks. Stages fail as those of {@link Proposals} do. Safe for use by any thread;
 * never blocks.
 */
@ApplicationScoped
public class TxnWrites {
    private final Proposals proposals;
    private final LeaderQuestions leader;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public TxnWrites(Proposals proposals, LeaderQuestions leader) {
        this.proposals = proposals;
        this.leader = leader;
    }

    /** What keeps the operations from being proposed, whatever the state is, in their order; empty if nothing does. */
    public CompletionStage<List<TxnError>> obstacles(List<TxnOp> ops) {
        List<TxnError> faults = TxnRules.faults(ops);
        return delays(ops).thenApply(delays -> {
            List<TxnError> all = new ArrayList<>(faults);
            all.addAll(delays);
            all.sort(Comparator.comparingInt(TxnError::opIndex));
            return all;
        });
    }

    /** Carries all of them out, or none; nothing must keep them from it. */
    public CompletionStage<TxnResponse> apply(List<TxnOp> ops) {
        return proposals.propose(TxnCommand.of(ops)).thenApply(TxnWrites::response);
    }

    private static TxnResponse response(ApplyResult result) {
        if (result instanceof ApplyResult.Encoded encoded) {
            return TxnResponseCodec.decode(encoded.value());
        }
        throw new IllegalStateException("a transaction answered " + result);
    }

    /** Keys that may not be locked yet, which only the leader knows. */
    private CompletionStage<List<TxnError>> delays(List<TxnOp> ops) {
        List<Integer> positions = new ArrayList<>();
        List<ByteString> keys = new ArrayList<>();
        for (int i = 0; i < ops.size(); i++) {
            if (ops.get(i) instanceof TxnOp.OfKey op && op.verb().equals("lock")) {
                positions.add(i);
                keys.add(op.entry().key());
            }
        }
        if (keys.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        return leader.areDelayed(keys).thenApply(delayed -> {
            List<TxnError> errors = new ArrayList<>();
            for (int i = 0; i < delayed.length; i++) {
                if (delayed[i]) {
                    String key = Texts.quote(keys.get(i).toByteArray());
                    errors.add(new TxnError(positions.get(i), "failed to lock key " + key + " due to lock delay"));
                }
            }
            return errors;
        });
    }
}
