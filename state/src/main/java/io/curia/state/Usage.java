package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.Table;
import io.curia.model.NodeService;
import io.curia.model.ServiceRow;
import io.curia.model.UsageEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How much there is in the state (state-store §12): {@code nodes}, {@code services} (instances), {@code kvs},
 * {@code service-names}, {@code connect-mesh-<kind>}, {@code connect-mesh-connect-native} and
 * {@code config-entries-<kind>}. The first three are sizes of tables, which tables know; the others are kept in rows as
 * the state changes, and counted anew on restore. Stateless.
 */
public final class Usage {
    private static final String SERVICE_NAMES = "service-names";
    private static final String CONFIG = "config-entries-";
    private static final String MESH = "connect-mesh-";
    private static final String NATIVE = "connect-native";

    /** What is counted by the size of a table. */
    private static final Map<String, Table<?>> SIZES = Map.of(
            Nodes.INDEX_KEY, CatalogTables.NODES,
            Services.INDEX_KEY, CatalogTables.SERVICES,
            KvEntries.INDEX_KEY, KvTables.KVS);

    private Usage() {}

    /** How many there are, never negative. */
    public static long count(ReadTxn txn, String id) {
        var table = SIZES.get(id);
        if (table != null) {
            return txn.count(table);
        }
        var row = txn.first(UsageTables.ID, id, null);
        return row == null ? 0 : row.count();
    }

    /** All counts, those of tables first; some may be zero. */
    public static List<UsageEntry> all(ReadTxn txn) {
        var all = new ArrayList<UsageEntry>();
        SIZES.forEach((id, table) -> all.add(new UsageEntry(id, Indexes.get(txn, id, null), txn.count(table))));
        txn.scan(UsageTables.USAGE, null).forEach(all::add);
        return all;
    }

    /** Changes a count that is kept in a row, to no less than 0. */
    static void add(Change change, String id, long more) {
        long count = Math.max(0, count(change.txn(), id) + more);
        change.txn().insert(UsageTables.USAGE, new UsageEntry(id, change.index(), count));
    }

    /** Takes note that an instance has come or gone. */
    static void addInstance(Change change, NodeService service, long more) {
        if (!service.isTypical()) {
            add(change, MESH + service.kind(), more);
        }
        if (service.connect().isNative()) {
            add(change, MESH + NATIVE, more);
        }
    }

    /** Takes note that the name of a service has come or gone. */
    static void addName(Change change, long more) {
        add(change, SERVICE_NAMES, more);
    }

    /** Takes note that a config entry has come or gone. */
    static void addConfig(Change change, String kind, long more) {
        add(change, CONFIG + kind, more);
    }

    /** Counts the config entries anew, after a restore. */
    public static void recountConfig(Change change) {
        change.txn().scan(ConfigTables.ENTRIES, null).forEach(entry -> addConfig(change, entry.kind(), 1));
    }

    /** Counts the services anew, after a restore. */
    public static void recountServices(Change change) {
        String last = null;
        for (var row : change.txn().scan(CatalogTables.SERVICES_SERVICE, null)) {
            addInstance(change, row.service(), 1);
            if (!row.name().equalsIgnoreCase(last)) {
                addName(change, 1);
            }
            last = row.name();
        }
    }

    /** Takes note that one row has taken the place of another. */
    static void replaceInstance(Change change, ServiceRow old, ServiceRow fresh) {
        if (old == null) {
            addInstance(change, fresh.service(), 1);
        } else if (!old.kind().equals(fresh.kind())
                || old.service().connect().isNative()
                        != fresh.service().connect().isNative()) {
            addInstance(change, old.service(), -1);
            addInstance(change, fresh.service(), 1);
        }
    }
}
