package io.curia.service.txn;

import io.curia.cluster.LeaderQuestions;
import io.curia.cluster.NodeInfo;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.txn.TxnCommand;
import io.curia.fsm.txn.TxnResponseCodec;
import io.curia.http.Answer;
import io.curia.http.Bodies;
import io.curia.http.Call;
import io.curia.http.Limits;
import io.curia.http.RefusedException;
import io.curia.http.RequestBody;
import io.curia.model.ByteString;
import io.curia.model.TxnError;
import io.curia.model.TxnOp;
import io.curia.model.TxnResponse;
import io.curia.query.BlockingQueries;
import io.curia.query.Proposals;
import io.curia.state.Transactions;
import io.curia.text.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Transactions: {@code /v1/txn} (http-api §5). One that only reads is answered from the state, at the wished
 * consistency; any other goes through the log. Stages never fail: what goes wrong is an answer too. Safe for use by any
 * thread; never blocks.
 */
@ApplicationScoped
public class TxnService {
    private static final int MAX_OPS = 128;

    private final BlockingQueries queries;
    private final Proposals proposals;
    private final LeaderQuestions leader;
    private final NodeInfo node;
    private final Limits limits;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public TxnService(
            BlockingQueries queries, Proposals proposals, LeaderQuestions leader, NodeInfo node, Limits limits) {
        this.queries = queries;
        this.proposals = proposals;
        this.leader = leader;
        this.node = node;
        this.limits = limits;
    }

    /** Runs the operations of the body: all of them, or none. */
    public CompletionStage<Answer> run(Call call) {
        List<TxnOp> ops = read(call);
        call.requireLocal();
        List<TxnError> faults = TxnRules.faults(ops);
        if (ops.stream().noneMatch(TxnRules::countsAsWrite)) {
            return queries.answerOnce(
                    call,
                    (txn, grant) -> TxnJson.read(
                            faults.isEmpty() ? Transactions.read(txn, ops) : refused(faults), grant, call.pretty()));
        }
        return write(ops, faults, call);
    }

    private List<TxnOp> read(Call call) {
        RequestBody body = call.body();
        if (body.isTooLong()) {
            String length = body.declaredLength() < 0 ? " " : "(" + body.declaredLength() + " bytes) ";
            throw RefusedException.text(
                    413,
                    "Request body" + length + "too large, max size: " + limits.txnMaxBody()
                            + " bytes. See https://www.consul.io/docs/agent/options.html#txn_max_req_len.");
        }
        List<TxnOp> ops = Bodies.json(call, TxnBodies.OPS, "Failed to parse body: ");
        if (ops == null) {
            return List.of();
        }
        if (ops.size() > MAX_OPS) {
            throw RefusedException.text(
                    413, "Transaction contains too many operations (" + ops.size() + " > " + MAX_OPS + ")");
        }
        ops.forEach(this::refuseLongValue);
        return ops.stream().map(op -> TxnRules.complete(op, node.datacenter())).toList();
    }

    private void refuseLongValue(TxnOp op) {
        if (op instanceof TxnOp.OfKey of && of.entry().value() != null) {
            int length = of.entry().value().length();
            if (length > limits.kvMaxValue()) {
                throw RefusedException.text(
                        413,
                        "Value for key \"" + of.entry().key() + "\" is too large (" + length + " > "
                                + limits.kvMaxValue() + " bytes)");
            }
        }
    }

    private CompletionStage<Answer> write(List<TxnOp> ops, List<TxnError> faults, Call call) {
        return delays(ops).thenCompose(delays -> {
            List<TxnError> all = new ArrayList<>(faults);
            all.addAll(delays);
            if (!all.isEmpty()) {
                all.sort(Comparator.comparingInt(TxnError::opIndex));
                return done(refused(all), call);
            }
            if (ops.stream().noneMatch(TxnOp::isWrite)) {
                // verbs that nobody knows need not reach the log to be refused
                return queries.answerOnce(
                        call, (txn, grant) -> TxnJson.written(Transactions.read(txn, ops), call.pretty()));
            }
            return proposals
                    .propose(call, TxnCommand.of(ops))
                    .thenApply(result -> answer(result, call))
                    .thenCompose(queries::admit);
        });
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

    private static Answer answer(ApplyResult result, Call call) {
        if (result instanceof ApplyResult.Encoded encoded) {
            return TxnJson.written(TxnResponseCodec.decode(encoded.value()), call.pretty());
        }
        throw new IllegalStateException("a transaction answered " + result);
    }

    private static CompletionStage<Answer> done(TxnResponse response, Call call) {
        return CompletableFuture.completedFuture(TxnJson.written(response, call.pretty()));
    }

    private static TxnResponse refused(List<TxnError> errors) {
        return new TxnResponse(List.of(), errors);
    }
}
