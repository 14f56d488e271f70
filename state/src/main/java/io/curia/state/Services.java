package io.curia.state;

import io.curia.memdb.Key2;
import io.curia.memdb.ReadTxn;
import io.curia.model.NodeService;
import io.curia.model.ServiceRow;
import io.curia.model.Weights;
import java.util.List;

/** Writes of instances of services (state-store §4.3, 4.5, 4.7). Stateless. */
public final class Services {
    /** Its row in the index table. */
    public static final String INDEX_KEY = "services";

    private Services() {}

    /**
     * Writes an instance; nothing happens if it would not change.
     *
     * @throws StateException if its node is absent or its metadata is not allowed
     */
    public static void upsert(Change change, String node, NodeService service) {
        var txn = change.txn();
        var existing = row(txn, node, service.id());
        var host = Nodes.byName(txn, node);
        if (host == null) {
            throw new StateException("Missing node registration");
        }
        ServiceMeta.requireValid(node, service);
        var weighted = service.weights() == null ? service.withWeights(Weights.DEFAULT) : service;
        GatewayServices.instanceWritten(change, weighted);
        MeshTopology.instanceWritten(change, existing == null ? null : existing.service(), weighted);
        if (existing != null && existing.service().sameContent(weighted)) {
            return;
        }
        long createIndex =
                existing == null ? change.index() : existing.service().createIndex();
        var stored = weighted.withIndexes(createIndex, change.index());
        insert(change, existing, new ServiceRow(Rows.shared(host.node(), node), stored));
    }

    private static void insert(Change change, ServiceRow existing, ServiceRow row) {
        var txn = change.txn();
        var other = txn.first(CatalogTables.SERVICES_SERVICE, row.name(), null);
        var stored = other == null ? row : row.withName(Rows.shared(other.name(), row.name()));
        change.insert(CatalogTables.SERVICES, stored);
        change.raise(INDEX_KEY);
        ServiceIndexes.raise(change, stored);
        Usage.replaceInstance(change, existing, stored);
        if (other == null) {
            Usage.addName(change, 1);
        }
        if (existing != null) {
            GatewayServices.instanceGone(change, existing.service());
        }
        if (existing != null && !exists(txn, existing.name())) {
            Usage.addName(change, -1);
        }
    }

    /**
     * As {@link #upsert}, if the instance's index is the given one's {@code modifyIndex}, or it is absent and that is 0.
     *
     * @return whether that was so
     * @throws StateException as {@link #upsert}
     */
    public static boolean cas(Change change, String node, NodeService service) {
        var existing = row(change.txn(), node, service.id());
        if (service.modifyIndex() != (existing == null ? 0 : existing.service().modifyIndex())) {
            return false;
        }
        upsert(change, node, service);
        return true;
    }

    /** Deletes an instance with its checks; nothing happens if it is absent. */
    public static void delete(Change change, String node, String id) {
        var txn = change.txn();
        var row = row(txn, node, id);
        if (row == null) {
            return;
        }
        Rows.toList(txn.all(CatalogTables.CHECKS_NODE_SERVICE, Key2.of(node, id), null))
                .forEach(check -> Checks.delete(change, check.node(), check.checkId()));
        change.bump(Checks.INDEX_KEY);
        txn.delete(CatalogTables.SERVICES, row);
        change.bump(INDEX_KEY);
        ServiceIndexes.raiseKind(change, row.kind());
        Usage.addInstance(change, row.service(), -1);
        MeshTopology.instanceDeleted(change, row.service());
        GatewayServices.instanceGone(change, row.service());
        if (exists(txn, row.name())) {
            ServiceIndexes.raiseService(change, row.name());
        } else {
            ServiceIndexes.extinguish(change, row.name());
            Usage.addName(change, -1);
        }
    }

    /**
     * As {@link #delete}, if the instance is there and its index is the given one.
     *
     * @return whether that was so
     */
    public static boolean deleteCas(Change change, String node, String id, long expected) {
        var existing = row(change.txn(), node, id);
        if (existing == null || existing.service().modifyIndex() != expected) {
            return false;
        }
        delete(change, node, id);
        return true;
    }

    /** An instance with the name of its node, or null. */
    public static ServiceRow row(ReadTxn txn, String node, String id) {
        return txn.first(CatalogTables.SERVICES_ID, Key2.of(node, id), null);
    }

    /** Whether a service has any instance. */
    static boolean exists(ReadTxn txn, String service) {
        return txn.first(CatalogTables.SERVICES_SERVICE, service, null) != null;
    }

    /** The instances on a node, in the order of their ids in lower case. */
    public static Iterable<ServiceRow> ofNode(ReadTxn txn, String node) {
        return txn.all(CatalogTables.SERVICES_NODE, node, null);
    }

    /** The rows of the index table that stand for the service and the kind of an instance. */
    public static List<String> indexKeys(NodeService service) {
        return ServiceIndexes.keys(service);
    }

    /**
     * Puts a row of a snapshot back with all its fields; the index table is left alone.
     *
     * @throws IllegalArgumentException if the table cannot hold it
     */
    public static void restore(Change change, String node, NodeService service) {
        var weighted = service.weights() == null ? service.withWeights(Weights.DEFAULT) : service;
        change.txn().insert(CatalogTables.SERVICES, new ServiceRow(node, weighted));
    }
}
