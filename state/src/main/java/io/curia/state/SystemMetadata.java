package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.SystemMetadataEntry;
import java.util.List;

/** The rules of the notes that servers keep for themselves (state-store §12). Stateless. */
public final class SystemMetadata {
    /** Its row in the index table. */
    public static final String INDEX_KEY = "system-metadata";

    private SystemMetadata() {}

    /**
     * Writes a note, also if it says what it said before.
     *
     * @param entry may be null, as one without a key
     * @throws StateException if it has no key
     */
    public static void set(Change change, SystemMetadataEntry entry) {
        if (entry == null || entry.key().isEmpty()) {
            throw new StateException("missing key on system metadata");
        }
        var existing = change.txn().first(SystemTables.METADATA_ID, entry.key(), null);
        change.txn()
                .insert(
                        SystemTables.METADATA,
                        entry.withIndexes(existing == null ? change.index() : existing.createIndex(), change.index()));
        change.bump(INDEX_KEY);
    }

    /** Deletes a note; nothing happens if it is absent. */
    public static void delete(Change change, String key) {
        var existing = change.txn().first(SystemTables.METADATA_ID, key, null);
        if (existing != null) {
            change.txn().delete(SystemTables.METADATA, existing);
            change.bump(INDEX_KEY);
        }
    }

    /** A note, or null, with the index of the table. */
    public static Indexed<SystemMetadataEntry> get(ReadTxn txn, String key, WatchSet watch) {
        return new Indexed<>(Indexes.get(txn, INDEX_KEY, null), txn.first(SystemTables.METADATA_ID, key, watch));
    }

    /** All notes, in the order of their keys in lower case. */
    public static Indexed<List<SystemMetadataEntry>> list(ReadTxn txn, WatchSet watch) {
        return new Indexed<>(Indexes.get(txn, INDEX_KEY, null), Rows.toList(txn.scan(SystemTables.METADATA, watch)));
    }
}
