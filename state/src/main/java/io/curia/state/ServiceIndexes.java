package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.NodeService;
import io.curia.model.ServiceRow;
import java.util.List;

/**
 * The rows of the index table that stand for one service or one kind (state-store §2, §5). The row of a service changes
 * with everything its health shows, so that a reader need watch nothing else.
 */
final class ServiceIndexes {
    private static final String LAST_EXTINCTION = "service_last_extinction";
    private static final String SERVICE = "service.";
    private static final String KIND = "service_kind.";

    private ServiceIndexes() {}

    /** The rows of an instance's service and kind. */
    static List<String> keys(NodeService service) {
        return List.of(SERVICE + service.service(), kindKey(service.kind()));
    }

    /** Raises the rows of a service and of its kind. */
    static void raise(Change change, ServiceRow row) {
        raiseService(change, row.name());
        raiseKind(change, row.kind());
    }

    /** Raises the row of a service. */
    static void raiseService(Change change, String service) {
        change.raise(SERVICE + service);
    }

    /** Raises the row of a kind of service. */
    static void raiseKind(Change change, String kind) {
        change.raise(kindKey(kind));
    }

    /** Raises the rows of all services of a node, and of their kinds. */
    static void raiseOfNode(Change change, String node) {
        for (var row : change.txn().all(CatalogTables.SERVICES_NODE, node, null)) {
            raise(change, row);
        }
    }

    /** Takes note that the last instance of a service has gone. */
    static void extinguish(Change change, String service) {
        Indexes.remove(change.txn(), SERVICE + service);
        change.bump(LAST_EXTINCTION);
    }

    /**
     * The index of a read of one service. Watches its row alone, which comes with the first instance and goes with the
     * last, so that no other service wakes the reader.
     *
     * @param exists whether there is an instance
     * @param checks whether the read shows checks
     */
    static long of(ReadTxn txn, String service, boolean exists, boolean checks, WatchSet watch) {
        long own = Indexes.get(txn, SERVICE + service, watch);
        if (exists && own != 0) {
            return own;
        }
        long extinction = Indexes.get(txn, LAST_EXTINCTION, null);
        if (!exists && extinction != 0) {
            return extinction;
        }
        long tables = Indexes.max(txn, null, Nodes.INDEX_KEY, Services.INDEX_KEY);
        return checks ? Indexes.greater(tables, Indexes.get(txn, Checks.INDEX_KEY, null)) : tables;
    }

    /** Watches the row of a service, whether it exists or not. */
    static void watch(ReadTxn txn, String service, WatchSet watch) {
        Indexes.get(txn, SERVICE + service, watch);
    }

    /** The index of a read of all services of one kind; watches the kind's row. */
    static long ofKind(ReadTxn txn, String kind, WatchSet watch) {
        return Indexes.get(txn, kindKey(kind), watch);
    }

    private static String kindKey(String kind) {
        return KIND + (kind.isEmpty() ? "typical" : kind);
    }
}
