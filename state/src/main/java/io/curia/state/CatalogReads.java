package io.curia.state;

import io.curia.memdb.Key2;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.CompactMap;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.NodeServices;
import io.curia.model.ServiceNode;
import io.curia.model.ServiceRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads of nodes and services, each with its index (state-store §5). The watch set, which may be null, takes note of no
 * more than what the read depends on. Stateless.
 */
public final class CatalogReads {
    private static final int SHORTEST_ID_PREFIX = 2;

    private CatalogReads() {}

    /** The nodes, in the order of their names in lower case. */
    public static Indexed<List<Node>> nodes(ReadTxn txn, ReadFilter filter, WatchSet watch) {
        long index = Indexes.get(txn, Nodes.INDEX_KEY, watch);
        var nodes = new ArrayList<Node>();
        for (var node : candidates(txn, filter)) {
            if (filter.accepts(node)) {
                nodes.add(node);
            }
        }
        return new Indexed<>(index, nodes);
    }

    /** The names of services in bytewise order, each with the tags of all its instances. */
    public static Indexed<Map<String, Set<String>>> services(ReadTxn txn, ReadFilter filter, WatchSet watch) {
        var names = new TreeMap<String, Set<String>>(CompactMap.BYTEWISE);
        long index = Indexes.get(txn, Services.INDEX_KEY, watch);
        if (filter.nodeMeta().isEmpty()) {
            addTags(names, txn.scan(CatalogTables.SERVICES, null));
            return new Indexed<>(index, names);
        }
        for (var node : candidates(txn, filter)) {
            if (filter.accepts(node)) {
                addTags(names, txn.all(CatalogTables.SERVICES_NODE, node.node(), null));
            }
        }
        return new Indexed<>(Indexes.greater(index, Indexes.get(txn, Nodes.INDEX_KEY, watch)), names);
    }

    /** The instances of a service, in the order of their nodes and ids. */
    public static Indexed<List<ServiceNode>> serviceNodes(
            ReadTxn txn, String service, ReadFilter filter, WatchSet watch) {
        var rows = Rows.toList(txn.all(CatalogTables.SERVICES_SERVICE, service, null));
        long index = ServiceIndexes.of(txn, service, !rows.isEmpty(), false, watch);
        return new Indexed<>(index, joined(txn, rows, filter));
    }

    /** What lets others reach a service through the mesh: its sidecar proxies and native instances, and gateways to it. */
    public static Indexed<List<ServiceNode>> connectNodes(
            ReadTxn txn, String service, ReadFilter filter, WatchSet watch) {
        var found = connectRows(txn, service, false, watch);
        return new Indexed<>(found.index(), joined(txn, found.value(), filter));
    }

    /**
     * A node, found by its name or else by a prefix of its id that is no other's, with its services.
     *
     * @return index 0 and null if there is no such node
     */
    public static Indexed<NodeServices> nodeServices(ReadTxn txn, String nameOrId, WatchSet watch) {
        var node = findNode(txn, nameOrId, watch);
        if (node == null) {
            return new Indexed<>(0, null);
        }
        var services = new ArrayList<NodeService>();
        txn.all(CatalogTables.SERVICES_NODE, node.node(), watch).forEach(row -> services.add(row.service()));
        long index = Indexes.max(txn, null, Nodes.INDEX_KEY, Services.INDEX_KEY);
        return new Indexed<>(index, new NodeServices(node, services, List.of()));
    }

    /** The node of a name, or null, with the index of all nodes. */
    public static Indexed<Node> node(ReadTxn txn, String name, WatchSet watch) {
        return new Indexed<>(Indexes.get(txn, Nodes.INDEX_KEY, null), txn.first(CatalogTables.NODES_ID, name, watch));
    }

    /** The instances of one kind of service, in the order of their nodes and ids. */
    public static Indexed<List<ServiceNode>> ofKind(ReadTxn txn, String kind, WatchSet watch) {
        long index = ServiceIndexes.ofKind(txn, kind, watch);
        var rows = Rows.toList(txn.all(CatalogTables.SERVICES_KIND, kind, null));
        return new Indexed<>(index, joined(txn, rows, ReadFilter.ALL));
    }

    /** The rows by which a service is reached through the mesh, and the index of a read of them. */
    static Indexed<List<ServiceRow>> connectRows(ReadTxn txn, String service, boolean checks, WatchSet watch) {
        var rows = Rows.toList(txn.all(CatalogTables.SERVICES_CONNECT, service, watch));
        var gateways = gatewayRows(txn, service, NodeService.TERMINATING_GATEWAY, watch);
        rows.addAll(gateways.value());
        if (rows.isEmpty()) {
            long index = ServiceIndexes.of(txn, service, false, checks, null);
            return new Indexed<>(Indexes.greater(gateways.index(), index), rows);
        }
        return new Indexed<>(Indexes.greater(gateways.index(), indexOf(txn, rows, checks, watch)), rows);
    }

    /** The instances of the gateways of a kind that serve a service, and the greatest index of what says that they do. */
    static Indexed<List<ServiceRow>> gatewayRows(ReadTxn txn, String service, String kind, WatchSet watch) {
        long index = 0;
        var names = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var mapping : GatewayServices.ofService(txn, service, watch).value()) {
            if (mapping.gatewayKind().equals(kind)) {
                index = Indexes.greater(index, mapping.modifyIndex());
                names.put(mapping.gateway(), mapping.gateway());
            }
        }
        var rows = new ArrayList<ServiceRow>();
        for (var name : names.keySet()) {
            ServiceIndexes.watch(txn, name, watch);
            txn.all(CatalogTables.SERVICES_SERVICE, name, null).forEach(rows::add);
        }
        return new Indexed<>(index, rows);
    }

    /** The greatest index of the services that rows are instances of, which need not be the one asked for. */
    static long indexOf(ReadTxn txn, List<ServiceRow> rows, boolean checks, WatchSet watch) {
        long index = 0;
        var seen = new HashSet<String>();
        for (var row : rows) {
            if (seen.add(row.name())) {
                index = Indexes.greater(index, ServiceIndexes.of(txn, row.name(), true, checks, watch));
            }
        }
        return index;
    }

    /** Nodes among which are all that a filter accepts, in the order of their names in lower case. */
    static Iterable<Node> candidates(ReadTxn txn, ReadFilter filter) {
        if (filter.nodeMeta().isEmpty()) {
            return txn.scan(CatalogTables.NODES, null);
        }
        var pair = filter.nodeMeta().entrySet().iterator().next();
        return txn.all(CatalogTables.NODES_META, Key2.of(pair.getKey(), pair.getValue()), null);
    }

    private static List<ServiceNode> joined(ReadTxn txn, List<ServiceRow> rows, ReadFilter filter) {
        var joined = new ArrayList<ServiceNode>(rows.size());
        for (var row : rows) {
            if (filter.accepts(row.service())) {
                var node = Nodes.byName(txn, row.node());
                if (filter.accepts(node)) {
                    joined.add(new ServiceNode(node, row.service()));
                }
            }
        }
        return joined;
    }

    private static void addTags(Map<String, Set<String>> names, Iterable<ServiceRow> rows) {
        for (var row : rows) {
            var tags = names.computeIfAbsent(row.name(), name -> new LinkedHashSet<>());
            if (row.service().tags() != null) {
                tags.addAll(row.service().tags());
            }
        }
    }

    private static Node findNode(ReadTxn txn, String nameOrId, WatchSet watch) {
        var node = txn.first(CatalogTables.NODES_ID, nameOrId, watch);
        if (node != null || nameOrId.length() < SHORTEST_ID_PREFIX) {
            return node;
        }
        Iterable<Node> matches;
        try {
            matches = txn.prefix(CatalogTables.NODES_UUID, nameOrId, watch);
        } catch (IllegalArgumentException e) {
            return null; // no beginning of any id
        }
        var iterator = matches.iterator();
        var first = iterator.hasNext() ? iterator.next() : null;
        return iterator.hasNext() ? null : first;
    }
}
