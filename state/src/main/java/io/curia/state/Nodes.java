package io.curia.state;

import io.curia.memdb.Key2;
import io.curia.memdb.ReadTxn;
import io.curia.model.HealthCheck;
import io.curia.model.Node;
import io.curia.model.Quoted;

/** Writes of nodes (state-store §4.2, 4.6, 4.7). Stateless. */
public final class Nodes {
    /** Its row in the index table. */
    public static final String INDEX_KEY = "nodes";

    private Nodes() {}

    /**
     * Writes a node, under a new name if another has its id; nothing happens if it would not change.
     *
     * @throws StateException if the name is taken
     */
    public static void upsert(Change change, Node node) {
        var existing = existing(change, node);
        if (existing != null && existing.sameContent(node)) {
            return;
        }
        long createIndex = existing == null ? change.index() : existing.createIndex();
        change.insert(CatalogTables.NODES, node.withIndexes(createIndex, change.index()));
        change.bump(INDEX_KEY);
        ServiceIndexes.raiseOfNode(change, node.node());
    }

    /**
     * As {@link #upsert}, if the node's index is the given node's {@code modifyIndex}, or it is absent and that is 0.
     *
     * @return whether that was so
     */
    public static boolean cas(Change change, Node node) {
        var existing = byName(change.txn(), node.node());
        if (node.modifyIndex() != (existing == null ? 0 : existing.modifyIndex())) {
            return false;
        }
        upsert(change, node);
        return true;
    }

    /** Deletes a node with its services, checks, coordinates and sessions; nothing happens if it is absent. */
    public static void delete(Change change, String name) {
        var txn = change.txn();
        var node = byName(txn, name);
        if (node == null) {
            return;
        }
        var services = Rows.toList(txn.all(CatalogTables.SERVICES_NODE, name, null));
        services.forEach(row -> ServiceIndexes.raise(change, row));
        services.forEach(row -> Services.delete(change, row.node(), row.id()));
        Rows.toList(txn.all(CatalogTables.CHECKS_NODE, name, null))
                .forEach(check -> Checks.delete(change, check.node(), check.checkId()));
        Coordinates.deleteOfNode(change, name);
        txn.delete(CatalogTables.NODES, node);
        change.bump(INDEX_KEY);
        Sessions.destroyOfNode(change, name);
    }

    /**
     * As {@link #delete}, if the node is there and its index is the given one.
     *
     * @return whether that was so
     */
    public static boolean deleteCas(Change change, String name, long expected) {
        var existing = byName(change.txn(), name);
        if (existing == null || existing.modifyIndex() != expected) {
            return false;
        }
        delete(change, name);
        return true;
    }

    /** The node of a name, or null. */
    public static Node byName(ReadTxn txn, String name) {
        return txn.first(CatalogTables.NODES_ID, name, null);
    }

    /**
     * The node of an id, or null.
     *
     * @throws StateException if the text is no UUID
     */
    public static Node byId(ReadTxn txn, String id) {
        try {
            return txn.first(CatalogTables.NODES_UUID, id, null);
        } catch (IllegalArgumentException e) {
            throw new StateException("node lookup failed: " + e.getMessage(), e);
        }
    }

    /** All nodes, in the order of their names in lower case. */
    public static Iterable<Node> all(ReadTxn txn) {
        return txn.scan(CatalogTables.NODES, null);
    }

    /**
     * Puts a row of a snapshot back with all its fields; the index table is left alone.
     *
     * @throws IllegalArgumentException if the table cannot hold it
     */
    public static void restore(Change change, Node node) {
        var txn = change.txn();
        // Each service and check comes with its node once more.
        if (!node.equals(byName(txn, node.node()))) {
            txn.insert(CatalogTables.NODES, node);
        }
    }

    /** The row that a node will take the place of; a node of the same id but another name goes for it. */
    private static Node existing(Change change, Node node) {
        var txn = change.txn();
        if (!node.id().isEmpty()) {
            var sameId = byId(txn, node.id());
            if (sameId == null) {
                requireFreeName(txn, node, true, "Error while renaming Node ID: " + Quoted.of(node.id()) + ": ");
            } else if (sameId.node().equals(node.node())) {
                return sameId;
            } else {
                requireFreeName(
                        txn,
                        node,
                        false,
                        "Error while renaming Node ID: " + Quoted.of(node.id()) + " (" + node.address() + "): ");
                delete(change, sameId.node());
                return sameId;
            }
        }
        return byName(txn, node.node());
    }

    /** A name is free unless it is that of another node which is reachable as far as the cluster knows. */
    private static void requireFreeName(ReadTxn txn, Node node, boolean takesOverNodesWithoutId, String refusal) {
        var holder = byName(txn, node.node());
        if (holder == null
                || holder.id().equals(node.id())
                || (takesOverNodesWithoutId && holder.id().isEmpty())) {
            return;
        }
        var reachable = txn.first(CatalogTables.CHECKS_ID, Key2.of(holder.node(), HealthCheck.SERF_HEALTH), null);
        if (reachable != null && !reachable.status().equals(HealthCheck.CRITICAL)) {
            throw new StateException(refusal + "Node name " + node.node() + " is reserved by node " + holder.id()
                    + " with name " + holder.node() + " (" + holder.address() + ")");
        }
    }
}
