package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.model.HealthCheck;
import io.curia.model.Node;
import io.curia.model.Quoted;
import io.curia.model.TxnOp;
import io.curia.model.TxnResult;
import java.util.List;

/** The operations of a transaction on nodes, services and checks. */
final class TxnCatalog {
    private TxnCatalog() {}

    /** Runs one on a node that writes. */
    static List<TxnResult> write(Change change, TxnOp.OfNode op) {
        var node = op.node();
        boolean done = true;
        switch (op.verb()) {
            case "set" -> Nodes.upsert(change, node);
            case "cas" -> done = Nodes.cas(change, node);
            case "delete" -> Nodes.delete(change, node.node());
            default -> done = Nodes.deleteCas(change, node.node(), node.modifyIndex());
        }
        return written(change, op, done, "node " + Quoted.of(node.node()));
    }

    /** Runs one on a service that writes. */
    static List<TxnResult> write(Change change, TxnOp.OfService op) {
        var service = op.service();
        boolean done = true;
        switch (op.verb()) {
            case "set" -> Services.upsert(change, op.node(), service);
            case "cas" -> done = Services.cas(change, op.node(), service);
            case "delete" -> Services.delete(change, op.node(), service.id());
            default -> done = Services.deleteCas(change, op.node(), service.id(), service.modifyIndex());
        }
        return written(change, op, done, name(op));
    }

    /** Runs one on a check that writes. */
    static List<TxnResult> write(Change change, TxnOp.OfCheck op) {
        var check = op.check();
        boolean done = true;
        switch (op.verb()) {
            case "set" -> Checks.upsert(change, check);
            case "cas" -> done = Checks.cas(change, check);
            case "delete" -> Checks.delete(change, check.node(), check.checkId());
            default -> done = Checks.deleteCas(change, check.node(), check.checkId(), check.modifyIndex());
        }
        return written(change, op, done, name(check));
    }

    /** Runs one that gets a node, service or check. */
    static TxnResult read(ReadTxn txn, TxnOp op) {
        if (op instanceof TxnOp.OfNode node) {
            var found = find(txn, node.node());
            requireFound(found, "node " + Quoted.of(node.node().node()));
            return new TxnResult.OfNode(found);
        } else if (op instanceof TxnOp.OfService service) {
            var found = Services.row(txn, service.node(), service.service().id());
            requireFound(found, name(service));
            return new TxnResult.OfService(found.service());
        }
        var check = ((TxnOp.OfCheck) op).check();
        var found = Checks.find(txn, check.node(), check.checkId());
        requireFound(found, name(check));
        return new TxnResult.OfCheck(found);
    }

    /** The refusal of a verb that nobody knows. */
    static StateException unknownVerb(TxnOp op) {
        var kind = op instanceof TxnOp.OfKey
                ? "KV"
                : op instanceof TxnOp.OfNode
                        ? "Node"
                        : op instanceof TxnOp.OfService ? "Service" : op instanceof TxnOp.OfCheck ? "Check" : "Session";
        return new StateException("unknown " + kind + " verb " + Quoted.of(op.verb()));
    }

    private static List<TxnResult> written(Change change, TxnOp op, boolean done, String name) {
        boolean deletes = op.verb().startsWith("delete");
        if (!done) {
            throw new StateException("failed to " + (deletes ? "delete " : "set ") + name + ", index is stale");
        }
        return deletes ? List.of() : List.of(read(change.txn(), op));
    }

    private static Node find(ReadTxn txn, Node node) {
        return node.id().isEmpty() ? Nodes.byName(txn, node.node()) : Nodes.byId(txn, node.id());
    }

    private static void requireFound(Object found, String name) {
        if (found == null) {
            throw new StateException(name + " doesn't exist");
        }
    }

    private static String name(TxnOp.OfService op) {
        return "service " + Quoted.of(op.service().id()) + " on node " + Quoted.of(op.node());
    }

    private static String name(HealthCheck check) {
        return "check " + Quoted.of(check.checkId()) + " on node " + Quoted.of(check.node());
    }
}
