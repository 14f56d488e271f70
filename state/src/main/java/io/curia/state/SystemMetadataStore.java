package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.memdb.WriteTxn;
import io.curia.model.SystemMetadataEntry;
import java.util.List;

/** The rules of the notes that servers keep for themselves (state-store §12). Stateless. */
public final class SystemMetadataStore {
    /** Its row in the index table. */
    public static final String INDEX_KEY = "system-metadata";

    private SystemMetadataStore() {}

    /**
     * Writes a note, also if it says what it said before.
     *
     * @param entry may be null, as one without a key
     * @throws StateException if it has no key
     */
    public static void set(WriteTxn txn, long index, SystemMetadataEntry entry) {
        if (entry == null || entry.key().isEmpty()) {
            throw new StateException("missing key on system metadata");
        }
        var existing = txn.first(SystemTables.METADATA_ID, entry.key(), null);
        txn.insert(SystemTables.METADATA, entry.withIndexes(existing == null ? index : existing.createIndex(), index));
        Indexes.bump(txn, INDEX_KEY, index);
    }

    /** Deletes a note; nothing happens if it is absent. */
    public static void delete(WriteTxn txn, long index, String key) {
        var existing = txn.first(SystemTables.METADATA_ID, key, null);
        if (existing != null) {
            txn.delete(SystemTables.METADATA, existing);
            Indexes.bump(txn, INDEX_KEY, index);
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

    /** All notes, in the order of their keys in lower case. */
    public static Iterable<SystemMetadataEntry> all(ReadTxn txn) {
        return txn.scan(SystemTables.METADATA, null);
    }

    /** Puts a row of a snapshot back with all its fields; the index table is left alone. */
    public static void restore(WriteTxn txn, SystemMetadataEntry entry) {
        txn.insert(SystemTables.METADATA, entry);
    }
}
