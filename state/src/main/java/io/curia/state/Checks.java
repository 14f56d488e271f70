package io.curia.state;

import io.curia.memdb.Key2;
import io.curia.memdb.ReadTxn;
import io.curia.model.HealthCheck;
import io.curia.model.ServiceRow;

/** Writes of checks (state-store §4.4, 4.5, 4.7). Stateless. */
public final class Checks {
    /** Its row in the index table. */
    public static final String INDEX_KEY = "checks";

    private Checks() {}

    /**
     * Writes a check and, if it is critical, destroys the sessions that depend on it. No row changes if it would not.
     *
     * @throws StateException if its node or service is absent
     */
    public static void upsert(Change change, HealthCheck check) {
        var txn = change.txn();
        var existing = find(txn, check.node(), check.checkId());
        var host = Nodes.byName(txn, check.node());
        if (host == null) {
            throw new StateException("Missing node registration");
        }
        var full = check.status().isEmpty() ? check.withStatus(HealthCheck.CRITICAL, check.output()) : check;
        ServiceRow service = null;
        if (!full.isOfNode()) {
            service = Services.row(txn, full.node(), full.serviceId());
            if (service == null) {
                throw new StateException("Missing service registration");
            }
            full = full.withService(service.service());
        }
        boolean changed = existing == null || !existing.sameContent(full);
        if (changed) {
            raiseServices(change, full, service);
        }
        if (full.status().equals(HealthCheck.CRITICAL)) {
            Sessions.destroyOfCheck(change, full.node(), full.checkId());
        }
        if (changed) {
            long createIndex = existing == null ? change.index() : existing.createIndex();
            var stored = full.withNode(Rows.shared(host.node(), full.node()));
            change.insert(CatalogTables.CHECKS, stored.withIndexes(createIndex, change.index()));
            change.bump(INDEX_KEY);
        }
    }

    /**
     * As {@link #upsert}, if the check's index is the given one's {@code modifyIndex}, or it is absent and that is 0.
     *
     * @return whether that was so
     * @throws StateException as {@link #upsert}
     */
    public static boolean cas(Change change, HealthCheck check) {
        var existing = find(change.txn(), check.node(), check.checkId());
        if (check.modifyIndex() != (existing == null ? 0 : existing.modifyIndex())) {
            return false;
        }
        upsert(change, check);
        return true;
    }

    /** Deletes a check and destroys the sessions that depend on it; nothing happens if it is absent. */
    public static void delete(Change change, String node, String checkId) {
        var txn = change.txn();
        var check = find(txn, node, checkId);
        if (check == null) {
            return;
        }
        if (check.isOfNode()) {
            change.bump(Services.INDEX_KEY);
        }
        raiseServices(change, check, Services.row(txn, node, check.serviceId()));
        txn.delete(CatalogTables.CHECKS, check);
        change.bump(INDEX_KEY);
        Sessions.destroyOfCheck(change, node, checkId);
    }

    /**
     * As {@link #delete}, if the check is there and its index is the given one.
     *
     * @return whether that was so
     */
    public static boolean deleteCas(Change change, String node, String checkId, long expected) {
        var existing = find(change.txn(), node, checkId);
        if (existing == null || existing.modifyIndex() != expected) {
            return false;
        }
        delete(change, node, checkId);
        return true;
    }

    /** A check, or null. */
    public static HealthCheck find(ReadTxn txn, String node, String checkId) {
        return txn.first(CatalogTables.CHECKS_ID, Key2.of(node, checkId), null);
    }

    /** The checks of a node and of the services on it, in the order of their ids in lower case. */
    public static Iterable<HealthCheck> ofNode(ReadTxn txn, String node) {
        return txn.all(CatalogTables.CHECKS_NODE, node, null);
    }

    /** All checks, in the order of the names of their nodes and then of their ids, in lower case. */
    public static Iterable<HealthCheck> all(ReadTxn txn) {
        return txn.scan(CatalogTables.CHECKS, null);
    }

    /**
     * Puts a row of a snapshot back with all its fields; the index table is left alone.
     *
     * @throws IllegalArgumentException if its service is absent, or the table cannot hold it
     */
    public static void restore(Change change, HealthCheck check) {
        var txn = change.txn();
        if (!check.isOfNode() && Services.row(txn, check.node(), check.serviceId()) == null) {
            throw new IllegalArgumentException("Missing service registration");
        }
        txn.insert(CatalogTables.CHECKS, check);
    }

    /** Raises the rows of all services whose health shows a check. */
    private static void raiseServices(Change change, HealthCheck check, ServiceRow service) {
        if (check.isOfNode()) {
            ServiceIndexes.raiseOfNode(change, check.node());
            return;
        }
        ServiceIndexes.raiseService(change, check.serviceName());
        if (service != null) {
            ServiceIndexes.raiseKind(change, service.kind());
        }
    }
}
