package io.curia.state;

import io.curia.memdb.Key2;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.ConfigEntry;
import io.curia.model.ConfigKind;
import java.util.List;

/** The rules of config entries (state-store §9). Stateless. */
public final class ConfigEntries {
    /** Its row in the index table. */
    public static final String INDEX_KEY = "config-entries";

    private ConfigEntries() {}

    /**
     * Writes an entry, also if it says what it said before, and what is derived from it.
     *
     * @throws StateException if the services' graph would be inconsistent with it, another kind of gateway has its name,
     *     or its keys are malformed
     */
    public static void set(Change change, ConfigEntry entry) {
        var txn = change.txn();
        var existing = find(txn, entry.kind(), entry.name(), null);
        requireNoOtherGateway(txn, entry);
        ConfigGraph.requireValid(txn, entry.kind(), entry.name(), entry);
        put(
                change,
                existing,
                entry.withIndexes(existing == null ? change.index() : existing.createIndex(), change.index()));
        if (existing == null) {
            Usage.addConfig(change, entry.kind(), 1);
        }
    }

    /**
     * As {@link #set}, if the entry's index is its {@code modifyIndex}, or it is absent and that is 0.
     *
     * @return whether that was so
     * @throws StateException as {@link #set}
     */
    public static boolean cas(Change change, ConfigEntry entry) {
        var existing = find(change.txn(), entry.kind(), entry.name(), null);
        if (entry.modifyIndex() != (existing == null ? 0 : existing.modifyIndex())) {
            return false;
        }
        set(change, entry);
        return true;
    }

    /**
     * Deletes an entry and what is derived from it; nothing happens if it is absent.
     *
     * @throws StateException if the services' graph would be inconsistent without it
     */
    public static void delete(Change change, String kind, String name) {
        var txn = change.txn();
        var existing = find(txn, kind, name, null);
        if (existing == null) {
            return;
        }
        GatewayServices.entryDeleted(change, existing);
        ConfigGraph.requireValid(txn, existing.kind(), existing.name(), null);
        txn.delete(ConfigTables.ENTRIES, existing);
        change.raise(INDEX_KEY);
        Usage.addConfig(change, existing.kind(), -1);
    }

    /**
     * As {@link #delete}, if the entry is there and its index is the given one.
     *
     * @return whether that was so
     * @throws StateException as {@link #delete}
     */
    public static boolean deleteCas(Change change, String kind, String name, long expected) {
        var existing = find(change.txn(), kind, name, null);
        if (existing == null || existing.modifyIndex() != expected) {
            return false;
        }
        delete(change, kind, name);
        return true;
    }

    /** An entry, or null, with the index of the table. */
    public static Indexed<ConfigEntry> get(ReadTxn txn, String kind, String name, WatchSet watch) {
        return new Indexed<>(Indexes.get(txn, INDEX_KEY, null), find(txn, kind, name, watch));
    }

    /** The entries of a kind, in the order of their names in lower case, with the index of the table. */
    public static Indexed<List<ConfigEntry>> ofKind(ReadTxn txn, String kind, WatchSet watch) {
        return new Indexed<>(Indexes.get(txn, INDEX_KEY, null), Rows.toList(txn.all(ConfigTables.KIND, kind, watch)));
    }

    /** All entries, in the order of their kinds and then of their names in lower case, with the index of the table. */
    public static Indexed<List<ConfigEntry>> list(ReadTxn txn, WatchSet watch) {
        return new Indexed<>(Indexes.get(txn, INDEX_KEY, null), Rows.toList(txn.scan(ConfigTables.ENTRIES, watch)));
    }

    /** The protocol that the services' graph gives a service: that of its defaults, of all proxies, or tcp. */
    public static String protocolOf(ReadTxn txn, String service, WatchSet watch) {
        return ConfigGraph.protocolOf(txn, service, watch);
    }

    static ConfigEntry find(ReadTxn txn, String kind, String name, WatchSet watch) {
        return txn.first(ConfigTables.ID, Key2.of(kind, name), watch);
    }

    private static void put(Change change, ConfigEntry existing, ConfigEntry entry) {
        GatewayServices.entryWritten(change, existing, entry);
        change.insert(ConfigTables.ENTRIES, entry, "config entry");
        change.raise(INDEX_KEY);
    }

    private static void requireNoOtherGateway(ReadTxn txn, ConfigEntry entry) {
        var other =
                switch (entry.kind()) {
                    case ConfigKind.INGRESS_GATEWAY -> ConfigKind.TERMINATING_GATEWAY;
                    case ConfigKind.TERMINATING_GATEWAY -> ConfigKind.INGRESS_GATEWAY;
                    default -> null;
                };
        if (other != null && find(txn, other, entry.name(), null) != null) {
            throw new StateException("cannot create a \"" + entry.kind() + "\" config entry with name \"" + entry.name()
                    + "\", a \"" + other + "\" config entry with that name already exists");
        }
    }
}
