package io.curia.service.txn;

import io.curia.model.HealthCheck;
import io.curia.model.KvEntry;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.TxnError;
import io.curia.model.TxnOp;
import io.curia.refusal.Refusal;
import io.curia.service.catalog.MeshRules;
import io.curia.service.catalog.RegistrationRules;
import java.util.ArrayList;
import java.util.List;

/** What is asked of a transaction's operations before they are proposed, and what is filled in (http-api §5). */
final class TxnRules {
    private static final int MAX_OPS = 128;

    private TxnRules() {}

    /**
     * Refuses more operations, or longer values, than one transaction takes.
     *
     * @param longestValue in bytes
     * @throws Refusal for the first that is too much
     */
    static void requireShort(List<TxnOp> ops, int longestValue) {
        if (ops.size() > MAX_OPS) {
            throw Refusal.tooLarge("Transaction contains too many operations (" + ops.size() + " > " + MAX_OPS + ")");
        }
        for (TxnOp op : ops) {
            if (op instanceof TxnOp.OfKey of && of.entry().value() != null) {
                requireShort(of.entry(), longestValue);
            }
        }
    }

    private static void requireShort(KvEntry entry, int longestValue) {
        int length = entry.value().length();
        if (length > longestValue) {
            throw Refusal.tooLarge(
                    "Value for key \"" + entry.key() + "\" is too large (" + length + " > " + longestValue + " bytes)");
        }
    }

    /** Whether the operation is answered as one that writes, which those with unknown verbs are, but for keys. */
    static boolean countsAsWrite(TxnOp op) {
        return op instanceof TxnOp.OfKey ? op.isWrite() : !op.isRead();
    }

    /** The operation with the defaults that a server fills in. */
    static TxnOp complete(TxnOp op, String datacenter) {
        if (op instanceof TxnOp.OfNode of) {
            return new TxnOp.OfNode(of.verb(), complete(of.node(), datacenter));
        } else if (op instanceof TxnOp.OfService of && !op.isRead()) {
            return new TxnOp.OfService(of.verb(), of.node(), complete(of.service()));
        } else if (op instanceof TxnOp.OfCheck of && !op.isRead()) {
            return new TxnOp.OfCheck(of.verb(), complete(of.check()));
        }
        return op;
    }

    /** What is wrong with operations whatever the state is; empty if nothing is. */
    static List<TxnError> faults(List<TxnOp> ops) {
        List<TxnError> faults = new ArrayList<>();
        for (int i = 0; i < ops.size(); i++) {
            String fault = fault(ops.get(i));
            if (fault != null) {
                faults.add(new TxnError(i, fault));
            }
        }
        return faults;
    }

    private static String fault(TxnOp op) {
        if (op instanceof TxnOp.OfKey of) {
            boolean needless = of.verb().equals("delete-tree");
            return of.entry().key().isEmpty() && !needless ? "Must provide key" : null;
        } else if (op.isRead()) {
            return null;
        } else if (op instanceof TxnOp.OfNode of) {
            return fault(of.node());
        } else if (op instanceof TxnOp.OfService of) {
            return fault(of.service());
        }
        return null;
    }

    private static String fault(Node node) {
        if (node.node().isEmpty()) {
            return "Must provide node";
        }
        return RegistrationRules.idFault(node.id());
    }

    private static String fault(NodeService service) {
        if (!service.id().isEmpty() && service.service().isEmpty()) {
            return "Must provide service name with ID";
        }
        String ofMesh = MeshRules.fault(service);
        if (ofMesh != null) {
            return ofMesh;
        }
        return RegistrationRules.isAnyAddress(service.address()) ? "Invalid service address" : null;
    }

    private static Node complete(Node node, String datacenter) {
        return node.datacenter().isEmpty()
                ? Node.SHAPE.draft(node).set(Node.DATACENTER, datacenter).build()
                : node;
    }

    private static NodeService complete(NodeService service) {
        return service.id().isEmpty() ? service.withName(service.service(), service.service()) : service;
    }

    private static HealthCheck complete(HealthCheck check) {
        return check.checkId().isEmpty() ? check.withId(check.name()) : check;
    }
}
