package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.Table;
import io.curia.memdb.WatchSet;
import io.curia.memdb.WriteTxn;
import io.curia.model.IndexEntry;
import java.util.List;

/** Reads and writes of the index table (state-store §2). Stateless. */
public final class Indexes {
    private static final List<String> TABLE_NAMES =
            Schema.tables().stream().map(Table::name).toList();

    private Indexes() {}

    /** Sets a row to an index, whatever it was. */
    public static void bump(WriteTxn txn, String key, long index) {
        txn.insert(IndexTables.INDEX, new IndexEntry(key, index));
    }

    /** Sets a row to an index if that is greater ("max-bump"). */
    public static void raise(WriteTxn txn, String key, long index) {
        if (Long.compareUnsigned(index, get(txn, key, null)) > 0) {
            bump(txn, key, index);
        }
    }

    /** Removes a row, if there is one. */
    static void remove(WriteTxn txn, String key) {
        txn.delete(IndexTables.INDEX, new IndexEntry(key, 0));
    }

    /** Puts a row back to what it was, unless that is 0, which means that there was none. */
    static void settle(WriteTxn txn, String key, long value) {
        if (value != 0) {
            bump(txn, key, value);
        }
    }

    /** The value of a row, or 0 if there is none. */
    public static long get(ReadTxn txn, String key, WatchSet watch) {
        var row = txn.first(IndexTables.ID, key, watch);
        return row == null ? 0 : row.value();
    }

    /** The greatest of some rows, 0 if there are none. */
    public static long max(ReadTxn txn, WatchSet watch, String... keys) {
        return max(txn, watch, List.of(keys));
    }

    /** The greatest of the rows named after tables, 0 if there are none. */
    public static long maxOfTables(ReadTxn txn) {
        return max(txn, null, TABLE_NAMES);
    }

    /** All rows, in the order of their keys in lower case. */
    public static Iterable<IndexEntry> all(ReadTxn txn) {
        return txn.scan(IndexTables.INDEX, null);
    }

    private static long max(ReadTxn txn, WatchSet watch, List<String> keys) {
        long max = 0;
        for (var key : keys) {
            max = greater(max, get(txn, key, watch));
        }
        return max;
    }

    /** The greater of two indexes. */
    static long greater(long a, long b) {
        return Long.compareUnsigned(a, b) >= 0 ? a : b;
    }
}
