package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of the key/value store (state-store §6). Writes take the index of their command and keep the indexes of
 * their argument out of the row; a write that changes nothing leaves rows and index table alone. Reads register what
 * they looked at with the watch set, unless that is null. Stateless; transactions bring their own rules for threads.
 */
public final class KvEntries {
    /** Its row in the index table. */
    public static final String INDEX_KEY = "kvs";

    private KvEntries() {}

    /** Writes value, flags and lock index of a key; who holds its lock stays. */
    public static void set(Change change, KvEntry entry) {
        var existing = find(change.txn(), entry.key());
        put(change, existing, entry.withLock(existing == null ? "" : existing.session(), entry.lockIndex()));
    }

    /**
     * As {@link #set}, if the key's index is the entry's {@code modifyIndex}, or the key is absent and that is 0.
     *
     * @return whether that was so
     */
    public static boolean cas(Change change, KvEntry entry) {
        var existing = find(change.txn(), entry.key());
        long present = existing == null ? 0 : existing.modifyIndex();
        boolean matches = entry.modifyIndex() == present && (existing == null || present != 0);
        if (matches) {
            set(change, entry);
        }
        return matches;
    }

    /** Deletes a key and leaves a tombstone; nothing happens if it is absent. */
    public static void delete(Change change, ByteString key) {
        var existing = find(change.txn(), key);
        if (existing != null) {
            Tombstones.insert(change, key);
            change.txn().delete(KvTables.KVS, existing);
            change.bump(INDEX_KEY);
        }
    }

    /**
     * As {@link #delete}, if the key's index is the given one.
     *
     * @return whether the key is gone: true also if it was absent before
     */
    public static boolean deleteCas(Change change, ByteString key, long expected) {
        var existing = find(change.txn(), key);
        if (existing != null && existing.modifyIndex() != expected) {
            return false;
        }
        delete(change, key);
        return true;
    }

    /** Deletes all keys under a prefix, which may be empty, and leaves one tombstone for all of them. */
    public static void deleteTree(Change change, ByteString prefix) {
        if (change.txn().deletePrefix(KvTables.KVS_ID, prefix) == 0) {
            return;
        }
        if (!prefix.isEmpty()) {
            Tombstones.insert(change, prefix);
        }
        change.bump(INDEX_KEY);
    }

    /**
     * Takes the lock of a key for the entry's session and writes value and flags.
     *
     * @return whether the session holds the lock now
     * @throws StateException if the session is missing or unknown
     */
    public static boolean lock(Change change, KvEntry entry) {
        requireSession(entry.session());
        if (!Sessions.exists(change.txn(), entry.session())) {
            throw new StateException("invalid session \"" + entry.session() + "\"");
        }
        var existing = find(change.txn(), entry.key());
        if (existing == null) {
            put(change, null, entry.withLock(entry.session(), 1));
            return true;
        }
        boolean held = !existing.session().isEmpty();
        if (held && !existing.session().equals(entry.session())) {
            return false;
        }
        long lockIndex = held ? existing.lockIndex() : existing.lockIndex() + 1;
        put(change, existing, entry.withLock(entry.session(), lockIndex));
        return true;
    }

    /**
     * Gives the lock of a key back, if the entry's session holds it, and writes value and flags.
     *
     * @return whether the session held it
     * @throws StateException if the session is missing
     */
    public static boolean unlock(Change change, KvEntry entry) {
        requireSession(entry.session());
        var existing = find(change.txn(), entry.key());
        if (existing == null || !existing.session().equals(entry.session())) {
            return false;
        }
        put(change, existing, entry.withLock("", existing.lockIndex()));
        return true;
    }

    /** The key's row and its index; if it is absent, null and the index of the last change to any key. */
    public static Indexed<KvEntry> get(ReadTxn txn, ByteString key, WatchSet watch) {
        var entry = txn.first(KvTables.KVS_ID, key, watch);
        return new Indexed<>(entry == null ? tableIndex(txn) : entry.modifyIndex(), entry);
    }

    /**
     * The rows under a prefix, in the order of their keys, and the greatest index of them and of deletes there. They are
     * not collected: each walk goes through the state of this moment again.
     */
    public static Indexed<Iterable<KvEntry>> list(ReadTxn txn, ByteString prefix, WatchSet watch) {
        var rows = txn.prefix(KvTables.KVS_ID, prefix, watch);
        return new Indexed<>(listIndex(txn, prefix, rows), rows);
    }

    /**
     * The keys under a prefix, in order, with the index that {@link #list} gives; not collected either.
     *
     * @param separator each key ends with the first one past the prefix, and keys that became the same are given once;
     *     empty: keys are whole
     */
    public static Indexed<Iterable<ByteString>> keys(
            ReadTxn txn, ByteString prefix, ByteString separator, WatchSet watch) {
        var rows = txn.prefix(KvTables.KVS_ID, prefix, watch);
        return new Indexed<>(
                listIndex(txn, prefix, rows), () -> new KeyWalk(rows.iterator(), prefix.length(), separator));
    }

    /** The keys whose locks a session holds. */
    static List<ByteString> keysOfSession(ReadTxn txn, String session) {
        var keys = new ArrayList<ByteString>();
        txn.all(KvTables.KVS_SESSION, session, null).forEach(row -> keys.add(row.key()));
        return keys;
    }

    /** Frees the lock of a key whose session is gone; its value stays. */
    static void release(Change change, ByteString key) {
        var existing = find(change.txn(), key);
        put(change, existing, existing.withLock("", existing.lockIndex()));
    }

    private static void put(Change change, KvEntry existing, KvEntry entry) {
        if (entry.key().isEmpty()) {
            throw new StateException("Must provide key");
        }
        if (existing != null && existing.sameContent(entry)) {
            return;
        }
        long createIndex = existing == null ? change.index() : existing.createIndex();
        change.txn().insert(KvTables.KVS, entry.withIndexes(createIndex, change.index()));
        change.bump(INDEX_KEY);
    }

    /** The key's row, or null. */
    static KvEntry find(ReadTxn txn, ByteString key) {
        return txn.first(KvTables.KVS_ID, key, null);
    }

    private static void requireSession(String session) {
        if (session.isEmpty()) {
            throw new StateException("missing session");
        }
    }

    private static long tableIndex(ReadTxn txn) {
        return Indexes.max(txn, null, INDEX_KEY, Tombstones.INDEX_KEY);
    }

    private static long listIndex(ReadTxn txn, ByteString prefix, Iterable<KvEntry> rows) {
        if (prefix.isEmpty()) {
            return tableIndex(txn);
        }
        long max = Tombstones.maxIndex(txn, prefix);
        for (var row : rows) {
            max = Indexes.greater(max, row.modifyIndex());
        }
        return max == 0 ? tableIndex(txn) : max;
    }
}
