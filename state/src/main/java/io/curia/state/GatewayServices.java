package io.curia.state;

import io.curia.memdb.Key3;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.ConfigEntry;
import io.curia.model.ConfigKind;
import io.curia.model.GatewayService;
import io.curia.model.NodeService;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Which services the gateways serve, by their config entries and the services there are (state-store §9). Stateless. */
public final class GatewayServices {
    /** Its row in the index table. */
    public static final String INDEX_KEY = "gateway-services";

    /** The service that is the servers themselves, which no gateway serves. */
    private static final String SERVERS = "consul";

    private GatewayServices() {}

    /**
     * The services of a gateway, in the order of their names; of those that an ingress gateway serves because it serves all,
     * only those that speak its protocol. With the index of the table.
     */
    public static Indexed<List<GatewayService>> ofGateway(ReadTxn txn, String gateway, WatchSet watch) {
        var rows = new ArrayList<GatewayService>();
        for (var row : txn.all(MeshTables.GATEWAYS_GATEWAY, gateway, watch)) {
            if (!row.isIngress()
                    || !row.fromWildcard()
                    || ConfigEntries.protocolOf(txn, row.service(), watch).equals(row.protocol())) {
                rows.add(row);
            }
        }
        return new Indexed<>(Indexes.get(txn, INDEX_KEY, null), rows);
    }

    /** The gateways of a service, in the order of their names, with the index of the table. */
    public static Indexed<List<GatewayService>> ofService(ReadTxn txn, String service, WatchSet watch) {
        return new Indexed<>(
                Indexes.get(txn, INDEX_KEY, null), Rows.toList(txn.all(MeshTables.GATEWAYS_SERVICE, service, watch)));
    }

    /** Derives the rows of a gateway's entry anew, unless the entry says of them what it said before. */
    static void entryWritten(Change change, ConfigEntry existing, ConfigEntry entry) {
        var field = listing(entry.kind());
        boolean same = existing != null
                && Objects.equals(existing.content().get(field), entry.content().get(field));
        if (field != null && !same) {
            clear(change, entry);
            for (var row : rows(entry)) {
                if (row.isWildcard()) {
                    everyService(change.txn()).forEach(service -> putUnlessListed(change, row.forService(service)));
                }
                put(change, row);
            }
            change.raise(INDEX_KEY);
        }
    }

    /** Deletes the rows of a gateway's entry. */
    static void entryDeleted(Change change, ConfigEntry entry) {
        if (listing(entry.kind()) != null) {
            clear(change, entry);
            change.raise(INDEX_KEY);
        }
    }

    /**
     * Derives all rows anew after a restore, each with the index of its gateway's entry; the index table is settled by then
     * and left alone.
     */
    public static void rebuild(Change change) {
        var txn = change.txn();
        long settled = Indexes.get(txn, INDEX_KEY, null);
        long topology = Indexes.get(txn, MeshTopology.INDEX_KEY, null);
        for (var entry : Rows.toList(txn.scan(ConfigTables.ENTRIES, null))) {
            entryWritten(change.at(entry.modifyIndex()), null, entry);
        }
        for (var row : txn.scan(CatalogTables.SERVICES, null)) {
            MeshTopology.instanceWritten(change.at(row.service().modifyIndex()), null, row.service());
        }
        Indexes.settle(txn, INDEX_KEY, settled);
        Indexes.settle(txn, MeshTopology.INDEX_KEY, topology);
    }

    /** Adds a service, which may be new, to the gateways that serve all. */
    static void instanceWritten(Change change, NodeService service) {
        if (isServed(service)) {
            Rows.toList(change.txn().all(MeshTables.GATEWAYS_SERVICE, GatewayService.ANY, null))
                    .forEach(rule -> putUnlessListed(change, rule.forService(service.service())));
        }
    }

    /** Takes a service off the gateways that serve all, if an instance that is no more was its last typical one. */
    static void instanceGone(Change change, NodeService gone) {
        if (!isServed(gone)) {
            return;
        }
        var rows = Rows.toList(change.txn().all(MeshTables.GATEWAYS_SERVICE, gone.service(), null));
        if (rows.stream().anyMatch(GatewayService::fromWildcard) && !hasTypicalInstance(change.txn(), gone.service())) {
            rows.stream().filter(GatewayService::fromWildcard).forEach(row -> delete(change, row));
        }
    }

    private static void delete(Change change, GatewayService row) {
        change.txn().delete(MeshTables.GATEWAY_SERVICES, row);
        change.raise(INDEX_KEY);
        var others = change.txn().prefix(MeshTables.GATEWAYS_ID, Key3.of(row.gateway(), row.service(), null), null);
        // Another listener of the gateway may serve it still.
        if (Rows.toList(others).stream().noneMatch(each -> each.service().equalsIgnoreCase(row.service()))) {
            MeshTopology.gatewayServesNoMore(change, row);
        }
    }

    private static boolean hasTypicalInstance(ReadTxn txn, String service) {
        for (var row : txn.all(CatalogTables.SERVICES_SERVICE, service, null)) {
            if (row.service().isTypical()) {
                return true;
            }
        }
        return false;
    }

    private static void clear(Change change, ConfigEntry entry) {
        Rows.toList(change.txn().all(MeshTables.GATEWAYS_GATEWAY, entry.name(), null))
                .forEach(row -> change.txn().delete(MeshTables.GATEWAY_SERVICES, row));
        if (entry.kind().equals(ConfigKind.INGRESS_GATEWAY)) {
            MeshTopology.gatewayCleared(change, entry.name());
        }
    }

    private static void putUnlessListed(Change change, GatewayService row) {
        var existing = find(change.txn(), row);
        // In whatever case an instance has the name, it is the same service.
        if (existing == null || existing.fromWildcard() && !existing.sameContent(row.forService(existing.service()))) {
            put(change, row);
        }
    }

    private static void put(Change change, GatewayService row) {
        var existing = find(change.txn(), row);
        if (existing != null && existing.sameContent(row)) {
            return;
        }
        var indexed = row.withIndexes(existing == null ? change.index() : existing.createIndex(), change.index());
        change.insert(MeshTables.GATEWAY_SERVICES, indexed, "gateway service mapping");
        change.raise(INDEX_KEY);
        MeshTopology.gatewayServes(change, indexed);
    }

    private static GatewayService find(ReadTxn txn, GatewayService row) {
        return txn.first(MeshTables.GATEWAYS_ID, Key3.of(row.gateway(), row.service(), row.port()), null);
    }

    private static Set<String> everyService(ReadTxn txn) {
        var names = new LinkedHashSet<String>();
        for (var row : txn.all(CatalogTables.SERVICES_KIND, "", null)) {
            if (isServed(row.service())) {
                names.add(row.name());
            }
        }
        return names;
    }

    private static boolean isServed(NodeService service) {
        return service.isTypical() && !service.service().equals(SERVERS);
    }

    /** The field of an entry of this kind that lists services; null if it is no gateway's. */
    private static String listing(String kind) {
        return switch (kind) {
            case ConfigKind.INGRESS_GATEWAY -> "Listeners";
            case ConfigKind.TERMINATING_GATEWAY -> "Services";
            default -> null;
        };
    }

    private static List<GatewayService> rows(ConfigEntry entry) {
        var rows = new ArrayList<GatewayService>();
        if (entry.kind().equals(ConfigKind.TERMINATING_GATEWAY)) {
            entry.structs("Services").forEach(service -> rows.add(terminating(entry.name(), service)));
            return rows;
        }
        for (var listener : entry.structs("Listeners")) {
            for (var service : ConfigEntry.structs(listener, "Services")) {
                rows.add(ingress(entry.name(), listener, service));
            }
        }
        return rows;
    }

    private static GatewayService terminating(String gateway, Map<String, Object> service) {
        return new GatewayService(
                gateway,
                ConfigEntry.text(service, "Name"),
                ConfigKind.TERMINATING_GATEWAY,
                0,
                "",
                null,
                ConfigEntry.text(service, "CAFile"),
                ConfigEntry.text(service, "CertFile"),
                ConfigEntry.text(service, "KeyFile"),
                ConfigEntry.text(service, "SNI"),
                false,
                0,
                0);
    }

    @SuppressWarnings("unchecked") // the shapes see to it
    private static GatewayService ingress(String gateway, Map<String, Object> listener, Map<String, Object> service) {
        return new GatewayService(
                gateway,
                ConfigEntry.text(service, "Name"),
                ConfigKind.INGRESS_GATEWAY,
                (Long) listener.get("Port"),
                ConfigEntry.text(listener, "Protocol"),
                (List<String>) service.get("Hosts"),
                "",
                "",
                "",
                "",
                false,
                0,
                0);
    }
}
