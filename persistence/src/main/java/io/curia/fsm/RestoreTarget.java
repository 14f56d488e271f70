package io.curia.fsm;

import io.curia.memdb.WriteTxn;
import io.curia.model.IndexEntry;
import io.curia.state.Indexes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An empty store that records are put into (state-store §14). It keeps account of table indexes: each is raised to the
 * greatest of its rows, and what an index record says wins over that. Not thread-safe.
 */
public final class RestoreTarget {
    private final WriteTxn txn;
    private final long lastIndex;
    private final Map<String, Long> raised = new HashMap<>();
    private final Set<String> recorded = new HashSet<>();

    RestoreTarget(WriteTxn txn, long lastIndex) {
        this.txn = txn;
        this.lastIndex = lastIndex;
    }

    /** The one transaction of the whole restore. */
    public WriteTxn txn() {
        return txn;
    }

    /** The index that the file's header names, for rows that carry none. */
    public long lastIndex() {
        return lastIndex;
    }

    /** Raises the index of a table to that of one of its rows. */
    public void raiseIndex(String table, long index) {
        raised.merge(table, index, (a, b) -> Long.compareUnsigned(a, b) >= 0 ? a : b);
    }

    /** Sets a row of the index table, whatever the rows of its table say. */
    public void recordIndex(IndexEntry row) {
        recorded.add(row.key().toLowerCase(Locale.ROOT));
        Indexes.bump(txn, row.key(), row.value());
    }

    /** Writes the raised indexes that no record has set. */
    void finish() {
        raised.forEach((table, index) -> {
            if (!recorded.contains(table)) {
                Indexes.bump(txn, table, index);
            }
        });
    }
}
