package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.model.ByteString;
import io.curia.model.Tombstone;
import java.util.ArrayList;

/** What deletes leave behind, so that the index of a list never goes back (state-store §6). Stateless. */
public final class Tombstones {
    /** Its row in the index table. */
    public static final String INDEX_KEY = "tombstones";

    private Tombstones() {}

    /** Notes a delete of a key or tree at an index, over an older note of the same. */
    static void insert(Change change, ByteString key) {
        change.txn().insert(KvTables.TOMBSTONES, new Tombstone(key, change.index()));
        change.bump(INDEX_KEY);
    }

    /** The greatest index of the tombstones under a prefix, 0 if there are none. */
    static long maxIndex(ReadTxn txn, ByteString prefix) {
        long max = 0;
        for (var stone : txn.prefix(KvTables.TOMBSTONES_ID, prefix, null)) {
            max = Indexes.greater(max, stone.index());
        }
        return max;
    }

    /** Removes the tombstones whose index is at most the given; no row of the index table changes. */
    public static void reap(Change change, long upTo) {
        var old = new ArrayList<Tombstone>();
        for (var stone : all(change.txn())) {
            if (Long.compareUnsigned(stone.index(), upTo) <= 0) {
                old.add(stone);
            }
        }
        old.forEach(stone -> change.txn().delete(KvTables.TOMBSTONES, stone));
    }

    /** All tombstones, in the order of their keys. */
    public static Iterable<Tombstone> all(ReadTxn txn) {
        return txn.scan(KvTables.TOMBSTONES, null);
    }
}
