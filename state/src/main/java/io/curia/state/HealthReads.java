package io.curia.state;

import io.curia.memdb.Key2;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.CheckServiceNode;
import io.curia.model.HealthCheck;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.NodeServices;
import io.curia.model.ServiceRow;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads of checks, and of services with their checks, each with its index (state-store §5). The watch set, which may be
 * null, takes note of no more than what the read depends on. Stateless.
 */
public final class HealthReads {
    /** The state of any check. */
    public static final String ANY = "any";

    private HealthReads() {}

    /** The checks of a node, in the order of their ids in lower case; empty if it is absent. */
    public static Indexed<List<HealthCheck>> nodeChecks(ReadTxn txn, String node, WatchSet watch) {
        return new Indexed<>(tableIndex(txn), Rows.toList(txn.all(CatalogTables.CHECKS_NODE, node, watch)));
    }

    /** The checks of all instances of a service, in the order of their nodes and ids. */
    public static Indexed<List<HealthCheck>> serviceChecks(
            ReadTxn txn, String service, ReadFilter filter, WatchSet watch) {
        var rows = txn.all(CatalogTables.CHECKS_SERVICE, service, watch);
        if (filter.nodeMeta().isEmpty()) {
            return new Indexed<>(tableIndex(txn), Rows.toList(rows));
        }
        long index = ServiceIndexes.of(txn, service, true, true, watch);
        return new Indexed<>(index, filtered(txn, rows, filter, null));
    }

    /**
     * The checks of one status, or all.
     *
     * @param state a status, which may be an unknown one, or {@link #ANY}
     */
    public static Indexed<List<HealthCheck>> checksInState(
            ReadTxn txn, String state, ReadFilter filter, WatchSet watch) {
        boolean any = state.equals(ANY);
        long index = Indexes.get(txn, Checks.INDEX_KEY, any ? watch : null);
        var rows = any ? Checks.all(txn) : txn.all(CatalogTables.CHECKS_STATUS, state, watch);
        var checks = filter.nodeMeta().isEmpty() ? Rows.toList(rows) : filtered(txn, rows, filter, watch);
        return new Indexed<>(index, checks);
    }

    /** The instances of a service with their nodes and checks, in the order of their nodes and ids. */
    public static Indexed<List<CheckServiceNode>> service(
            ReadTxn txn, String service, ReadFilter filter, WatchSet watch) {
        var rows = Rows.toList(txn.all(CatalogTables.SERVICES_SERVICE, service, null));
        long index = ServiceIndexes.of(txn, service, !rows.isEmpty(), true, watch);
        return new Indexed<>(index, joined(txn, rows, filter));
    }

    /** What lets others reach a service through the mesh, with nodes and checks. */
    public static Indexed<List<CheckServiceNode>> connect(
            ReadTxn txn, String service, ReadFilter filter, WatchSet watch) {
        var found = CatalogReads.connectRows(txn, service, true, watch);
        return new Indexed<>(found.index(), joined(txn, found.value(), filter));
    }

    /**
     * The ingress gateways that serve a service, with nodes and checks.
     *
     * @return index 0 if no gateway is to serve it
     */
    public static Indexed<List<CheckServiceNode>> ingress(
            ReadTxn txn, String service, ReadFilter filter, WatchSet watch) {
        var found = CatalogReads.gatewayRows(txn, service, NodeService.INGRESS_GATEWAY, watch);
        long index = Indexes.greater(found.index(), CatalogReads.indexOf(txn, found.value(), true, watch));
        return new Indexed<>(index, joined(txn, found.value(), filter));
    }

    /** All nodes with their services and checks, in the order of their names in lower case. */
    public static Indexed<List<NodeServices>> nodeDump(ReadTxn txn, WatchSet watch) {
        long index = Indexes.max(txn, watch, Nodes.INDEX_KEY, Services.INDEX_KEY, Checks.INDEX_KEY);
        var nodes = new ArrayList<NodeServices>();
        txn.scan(CatalogTables.NODES, null).forEach(node -> nodes.add(withAll(txn, node, null)));
        return new Indexed<>(index, nodes);
    }

    /** One node with its services and checks; null if it is absent. */
    public static Indexed<NodeServices> nodeInfo(ReadTxn txn, String name, WatchSet watch) {
        long index = Indexes.max(txn, null, Nodes.INDEX_KEY, Services.INDEX_KEY, Checks.INDEX_KEY);
        var node = txn.first(CatalogTables.NODES_ID, name, watch);
        return new Indexed<>(index, node == null ? null : withAll(txn, node, watch));
    }

    /** Instances with their nodes and checks, for they are shown together. */
    static List<CheckServiceNode> joined(ReadTxn txn, List<ServiceRow> rows, ReadFilter filter) {
        var joined = new ArrayList<CheckServiceNode>(rows.size());
        for (var row : rows) {
            if (filter.accepts(row.service())) {
                var node = Nodes.byName(txn, row.node());
                if (filter.accepts(node)) {
                    joined.add(new CheckServiceNode(node, row.service(), checks(txn, row)));
                }
            }
        }
        return joined;
    }

    private static List<HealthCheck> checks(ReadTxn txn, ServiceRow row) {
        var checks = new ArrayList<HealthCheck>();
        txn.all(CatalogTables.CHECKS_NODE_SERVICE, Key2.of(row.node(), ""), null)
                .forEach(checks::add);
        txn.all(CatalogTables.CHECKS_NODE_SERVICE, Key2.of(row.node(), row.id()), null)
                .forEach(checks::add);
        return checks;
    }

    private static NodeServices withAll(ReadTxn txn, Node node, WatchSet watch) {
        var services = new ArrayList<NodeService>();
        txn.all(CatalogTables.SERVICES_NODE, node.node(), watch).forEach(row -> services.add(row.service()));
        return new NodeServices(node, services, Rows.toList(txn.all(CatalogTables.CHECKS_NODE, node.node(), watch)));
    }

    private static List<HealthCheck> filtered(
            ReadTxn txn, Iterable<HealthCheck> rows, ReadFilter filter, WatchSet watch) {
        var checks = new ArrayList<HealthCheck>();
        for (var check : rows) {
            if (filter.accepts(txn.first(CatalogTables.NODES_ID, check.node(), watch))) {
                checks.add(check);
            }
        }
        return checks;
    }

    private static long tableIndex(ReadTxn txn) {
        return Indexes.get(txn, Checks.INDEX_KEY, null);
    }
}
