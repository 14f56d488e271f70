package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.AutopilotConfig;

/** The rules of the autopilot's configuration, of which there is one at most (state-store §12). Stateless. */
public final class AutopilotConfigs {
    private AutopilotConfigs() {}

    /** Writes the configuration; no row of the index table changes. */
    public static void set(Change change, AutopilotConfig config) {
        var existing = change.txn().first(SystemTables.AUTOPILOT_ID, true, null);
        change.txn()
                .insert(
                        SystemTables.AUTOPILOT_CONFIG,
                        config.withIndexes(existing == null ? change.index() : existing.createIndex(), change.index()));
    }

    /**
     * As {@link #set}, if there is a configuration and its index is that of the argument.
     *
     * @return whether that was so
     */
    public static boolean cas(Change change, AutopilotConfig config) {
        var existing = change.txn().first(SystemTables.AUTOPILOT_ID, true, null);
        if (existing == null || existing.modifyIndex() != config.modifyIndex()) {
            return false;
        }
        set(change, config);
        return true;
    }

    /** The configuration and its index, or null and 0. */
    public static Indexed<AutopilotConfig> get(ReadTxn txn, WatchSet watch) {
        var row = txn.first(SystemTables.AUTOPILOT_ID, true, watch);
        return new Indexed<>(row == null ? 0 : row.modifyIndex(), row);
    }
}
