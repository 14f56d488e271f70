package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.CaConfiguration;
import io.curia.model.CaProviderState;
import io.curia.model.CaRoot;
import java.util.ArrayList;
import java.util.List;

/** The rules of the certificate authority of the mesh (state-store §11). Stateless. */
public final class CertificateAuthority {
    /** The row of the roots in the index table. */
    public static final String ROOTS_INDEX_KEY = "connect-ca-roots";

    /** The row of the providers' states in the index table. */
    public static final String BUILTIN_INDEX_KEY = "connect-ca-builtin";

    /** The row of the index table that is not an index but the last serial number. */
    public static final String SERIAL_KEY = "connect-ca-builtin-serial";

    private CertificateAuthority() {}

    /** Writes the configuration. Without a cluster id it keeps the present one; no row of the index table changes. */
    public static void setConfig(Change change, CaConfiguration config) {
        var txn = change.txn();
        var existing = txn.first(CaTables.CONFIG_ID, true, null);
        if (existing == null) {
            txn.insert(CaTables.CONFIG, config.withIndexes(change.index(), change.index()));
            return;
        }
        var kept = config.clusterId().isEmpty() ? config.withClusterId(existing.clusterId()) : config;
        txn.insert(CaTables.CONFIG, kept.withIndexes(existing.createIndex(), change.index()));
    }

    /**
     * As {@link #setConfig}, if there is a configuration and its index is that of the argument.
     *
     * @throws StateException if not
     */
    public static void checkAndSetConfig(Change change, CaConfiguration config) {
        var existing = change.txn().first(CaTables.CONFIG_ID, true, null);
        if (existing == null || existing.modifyIndex() != config.modifyIndex()) {
            throw new StateException("ModifyIndex did not match existing");
        }
        setConfig(change, config);
    }

    /** The configuration and its index, or null and 0. */
    public static Indexed<CaConfiguration> config(ReadTxn txn, WatchSet watch) {
        var row = txn.first(CaTables.CONFIG_ID, true, watch);
        return new Indexed<>(row == null ? 0 : row.modifyIndex(), row);
    }

    /** Puts the row of a snapshot back with all its fields; one without a provider says that there is none. */
    public static void restore(Change change, CaConfiguration config) {
        if (!config.provider().isEmpty()) {
            change.txn().insert(CaTables.CONFIG, config);
        }
    }

    /**
     * Replaces all roots, if the index of their table is the one expected.
     *
     * @return whether that was so
     * @throws StateException if not exactly one is active, or one has no id
     */
    public static boolean setRoots(Change change, long expected, List<CaRoot> roots) {
        var txn = change.txn();
        if (roots.stream().filter(CaRoot::active).count() != 1) {
            throw new StateException("there must be exactly one active CA");
        }
        if (Indexes.get(txn, ROOTS_INDEX_KEY, null) != expected) {
            return false;
        }
        var updated = new ArrayList<CaRoot>();
        for (var root : roots) {
            if (root.id().isEmpty()) {
                throw new StateException("Missing CA Root ID");
            }
            var existing = txn.first(CaTables.ROOTS_ID, root.id(), null);
            updated.add(root.withIndexes(existing == null ? change.index() : existing.createIndex(), change.index()));
        }
        Rows.toList(txn.scan(CaTables.ROOTS, null)).forEach(old -> txn.delete(CaTables.ROOTS, old));
        updated.forEach(root -> txn.insert(CaTables.ROOTS, root));
        change.bump(ROOTS_INDEX_KEY);
        return true;
    }

    /** All roots, in the order of their ids, with the index of their table. */
    public static Indexed<List<CaRoot>> roots(ReadTxn txn, WatchSet watch) {
        return new Indexed<>(Indexes.get(txn, ROOTS_INDEX_KEY, null), Rows.toList(txn.scan(CaTables.ROOTS, watch)));
    }

    /** Writes the state of a provider, also if it is what it was before. */
    public static void setProviderState(Change change, CaProviderState state) {
        var existing = change.txn().first(CaTables.BUILTIN_ID, state.id(), null);
        change.insert(
                CaTables.BUILTIN,
                state.withIndexes(existing == null ? change.index() : existing.createIndex(), change.index()),
                "CA provider state");
        change.bump(BUILTIN_INDEX_KEY);
    }

    /** Deletes the state of a provider; nothing happens if it is absent. */
    public static void deleteProviderState(Change change, String id) {
        var existing = change.txn().first(CaTables.BUILTIN_ID, id, null);
        if (existing != null) {
            change.txn().delete(CaTables.BUILTIN, existing);
            change.bump(BUILTIN_INDEX_KEY);
        }
    }

    /** The state of a provider, or null, with the index of their table. */
    public static Indexed<CaProviderState> providerState(ReadTxn txn, String id, WatchSet watch) {
        return new Indexed<>(Indexes.get(txn, BUILTIN_INDEX_KEY, null), txn.first(CaTables.BUILTIN_ID, id, watch));
    }

    /** Takes the next serial number; the first one follows the index of the providers' states. */
    public static long incrementSerial(Change change) {
        var txn = change.txn();
        var last = txn.first(IndexTables.ID, SERIAL_KEY, null);
        long next = 1 + (last == null ? Indexes.get(txn, BUILTIN_INDEX_KEY, null) : last.value());
        Indexes.bump(txn, SERIAL_KEY, next);
        return next;
    }
}
