package io.curia.service.txn;

import io.curia.cluster.NodeInfo;
import io.curia.http.Answer;
import io.curia.http.Bodies;
import io.curia.http.Call;
import io.curia.http.Limits;
import io.curia.http.RequestBody;
import io.curia.model.TxnError;
import io.curia.model.TxnOp;
import io.curia.model.TxnResponse;
import io.curia.query.BlockingQueries;
import io.curia.refusal.Refusal;
import io.curia.state.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
    private final BlockingQueries queries;
    private final TxnWrites writes;
    private final NodeInfo node;
    private final Limits limits;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public TxnService(BlockingQueries queries, TxnWrites writes, NodeInfo node, Limits limits) {
        this.queries = queries;
        this.writes = writes;
        this.node = node;
        this.limits = limits;
    }

    /** Runs the operations of the body: all of them, or none. */
    public CompletionStage<Answer> run(Call call) {
        List<TxnOp> ops = read(call);
        call.requireLocal();
        if (ops.stream().noneMatch(TxnRules::countsAsWrite)) {
            List<TxnError> faults = TxnRules.faults(ops);
            return queries.answerOnce(
                    call,
                    (txn, grant) -> TxnJson.read(
                            faults.isEmpty() ? Transactions.read(txn, ops) : refused(faults), grant, call.pretty()));
        }
        return write(ops, call);
    }

    private List<TxnOp> read(Call call) {
        RequestBody body = call.body();
        if (body.isTooLong()) {
            String length = body.declaredLength() < 0 ? " " : "(" + body.declaredLength() + " bytes) ";
            throw Refusal.tooLarge("Request body" + length + "too large, max size: " + limits.txnMaxBody()
                    + " bytes. See https://www.consul.io/docs/agent/options.html#txn_max_req_len.");
        }
        List<TxnOp> ops = Bodies.json(call, TxnBodies.OPS, "Failed to parse body: ");
        if (ops == null) {
            return List.of();
        }
        TxnRules.requireShort(ops, limits.kvMaxValue());
        return ops.stream().map(op -> TxnRules.complete(op, node.datacenter())).toList();
    }

    private CompletionStage<Answer> write(List<TxnOp> ops, Call call) {
        return writes.obstacles(ops).thenCompose(obstacles -> {
            if (!obstacles.isEmpty()) {
                return CompletableFuture.completedFuture(TxnJson.written(refused(obstacles), call.pretty()));
            }
            if (ops.stream().noneMatch(TxnOp::isWrite)) {
                // verbs that nobody knows need not reach the log to be refused
                return queries.answerOnce(
                        call, (txn, grant) -> TxnJson.written(Transactions.read(txn, ops), call.pretty()));
            }
            return writes.apply(ops)
                    .thenApply(response -> TxnJson.written(response, call.pretty()))
                    .thenCompose(queries::admit);
        });
    }

    private static TxnResponse refused(List<TxnError> errors) {
        return new TxnResponse(List.of(), errors);
    }
}
