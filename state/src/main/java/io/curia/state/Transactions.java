package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.model.TxnError;
import io.curia.model.TxnOp;
import io.curia.model.TxnResponse;
import io.curia.model.TxnResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Many operations as one (fsm-commands §3, type 8): each is tried in order, even after one has failed, and if any has,
 * nothing changes. Stateless.
 */
public final class Transactions {
    private Transactions() {}

    /** Runs operations; if any fails the change is rolled back. */
    public static TxnResponse apply(Change change, List<TxnOp> ops) {
        var response = run(ops, op -> op.isWrite() ? write(change, op) : read(change.txn(), op));
        if (!response.errors().isEmpty()) {
            change.rollBack();
        }
        return response;
    }

    /**
     * Runs operations that only read; for those no command is needed.
     *
     * @throws IllegalArgumentException if one of them writes
     */
    public static TxnResponse read(ReadTxn txn, List<TxnOp> ops) {
        if (ops.stream().anyMatch(TxnOp::isWrite)) {
            throw new IllegalArgumentException("a transaction that writes");
        }
        return run(ops, op -> read(txn, op));
    }

    private static TxnResponse run(List<TxnOp> ops, Step step) {
        var results = new ArrayList<TxnResult>();
        var errors = new ArrayList<TxnError>();
        for (int i = 0; i < ops.size(); i++) {
            try {
                results.addAll(step.run(ops.get(i)));
            } catch (StateException e) {
                errors.add(new TxnError(i, e.getMessage()));
            }
        }
        return new TxnResponse(errors.isEmpty() ? results : List.of(), errors);
    }

    private static List<TxnResult> write(Change change, TxnOp op) {
        if (op instanceof TxnOp.OfKey key) {
            return TxnKeys.write(change, key);
        } else if (op instanceof TxnOp.OfNode node) {
            return TxnCatalog.write(change, node);
        } else if (op instanceof TxnOp.OfService service) {
            return TxnCatalog.write(change, service);
        } else if (op instanceof TxnOp.OfCheck check) {
            return TxnCatalog.write(change, check);
        }
        Sessions.deleteOnly(change, ((TxnOp.OfSession) op).session().id());
        return List.of();
    }

    private static List<TxnResult> read(ReadTxn txn, TxnOp op) {
        if (op instanceof TxnOp.OfNothing) {
            throw new StateException("no operation specified");
        } else if (!op.isRead()) {
            throw TxnCatalog.unknownVerb(op);
        } else if (op instanceof TxnOp.OfKey key) {
            return TxnKeys.read(txn, key);
        }
        return List.of(TxnCatalog.read(txn, op));
    }

    /** One operation's results; a {@link StateException} if it fails. */
    private interface Step {
        List<TxnResult> run(TxnOp op);
    }
}
