package io.curia.state;

import io.curia.memdb.Key2;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.Intention;
import io.curia.model.IntentionPrecedence;
import io.curia.model.SystemMetadataEntry;
import java.util.Map;

/**
 * The rules of intentions in the form of before 1.9, which stay in a table of their own until they are migrated into config
 * entries (state-store §9). Stateless.
 */
public final class LegacyIntentions {
    /** Its row in the index table. */
    public static final String INDEX_KEY = "connect-intentions";

    /** The note of the servers that tells the form. */
    public static final String FORMAT_KEY = "intention-format";

    /** What the note says after the migration. */
    public static final String CONFIG_ENTRY_FORMAT = "config-entry";

    private LegacyIntentions() {}

    /**
     * Writes an intention, also if it says what it said before.
     *
     * @param intention may be null, as one without an id
     * @throws StateException after the migration, or if the id is missing or no UUID, or another intention is about the same
     *     pair
     */
    public static void set(Change change, Intention intention) {
        var txn = change.txn();
        requireNotMigrated(txn);
        if (intention == null || intention.id().isEmpty()) {
            throw new StateException("Missing Intention ID");
        }
        var existing = Lookups.first(txn, IntentionTables.ID, intention.id(), null, "intention");
        var same = txn.first(IntentionTables.SOURCE_DESTINATION, pair(intention), null);
        if (same != null && !same.id().equalsIgnoreCase(intention.id())) {
            throw new StateException("duplicate intention found: " + same.sourceName() + " => " + same.destinationName()
                    + " (ID: " + same.id() + ")");
        }
        var stored = intention.stored(
                intention.meta() == null ? Map.of() : intention.meta(),
                IntentionPrecedence.of(
                        intention.sourceNs(),
                        intention.sourceName(),
                        intention.destinationNs(),
                        intention.destinationName()),
                existing == null ? intention.createdAt() : existing.createdAt(),
                existing == null ? change.index() : existing.createIndex(),
                change.index());
        change.insert(IntentionTables.INTENTIONS, stored, "intention");
        change.raise(INDEX_KEY);
    }

    /**
     * Deletes an intention; nothing happens if it is absent.
     *
     * @throws StateException after the migration, or if the id is no UUID
     */
    public static void delete(Change change, String id) {
        var txn = change.txn();
        requireNotMigrated(txn);
        var existing = Lookups.first(txn, IntentionTables.ID, id, null, "intention");
        if (existing != null) {
            txn.delete(IntentionTables.INTENTIONS, existing);
            change.raise(INDEX_KEY);
        }
    }

    /** Ends the migration: deletes all, and notes that they are config entries now. */
    public static void deleteAll(Change change) {
        Rows.toList(change.txn().scan(IntentionTables.INTENTIONS, null))
                .forEach(row -> change.txn().delete(IntentionTables.INTENTIONS, row));
        change.raise(INDEX_KEY);
        change.raise(ConfigEntries.INDEX_KEY);
        SystemMetadata.set(change, new SystemMetadataEntry(FORMAT_KEY, CONFIG_ENTRY_FORMAT, 0, 0));
    }

    /** Whether intentions are still in this form. */
    public static boolean inUse(ReadTxn txn, WatchSet watch) {
        return !isMigrated(txn, watch) && txn.count(IntentionTables.INTENTIONS) > 0;
    }

    private static void requireNotMigrated(ReadTxn txn) {
        if (isMigrated(txn, null)) {
            throw new StateException("Legacy intention modifications are disabled after the config entry migration.");
        }
    }

    private static boolean isMigrated(ReadTxn txn, WatchSet watch) {
        var note = SystemMetadata.get(txn, FORMAT_KEY, watch).value();
        return note != null && note.value().equals(CONFIG_ENTRY_FORMAT);
    }

    private static Key2<Key2<String, String>, Key2<String, String>> pair(Intention intention) {
        return Key2.of(
                Key2.of(intention.sourceNs(), intention.sourceName()),
                Key2.of(intention.destinationNs(), intention.destinationName()));
    }
}
