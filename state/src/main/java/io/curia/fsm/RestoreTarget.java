package io.curia.fsm;

import io.curia.memdb.Table;
import io.curia.memdb.WriteTxn;
import io.curia.model.IndexEntry;
import io.curia.state.Change;
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
    /** The one row of the index table that counts something else. */
    private static final String SERIAL = "connect-ca-builtin-serial";

    /** What newer servers put before the names of rows that count changes of their own cluster. */
    private static final String LOCAL_PEER = "peer.~local:";

    private final Change change;
    private final WriteTxn txn;
    private final Map<String, Long> raised = new HashMap<>();
    private final Set<String> recorded = new HashSet<>();
    private long greatest;
    private final Map<String, Long> ofLocalPeer = new HashMap<>();

    /** @param change of the whole restore, at the index that the file's header names */
    RestoreTarget(Change change) {
        this.change = change;
        this.txn = change.txn();
        this.greatest = change.index();
    }

    /** The one change of the whole restore. Its index is that which the file's header names, for rows that carry none. */
    public Change change() {
        return change;
    }

    /**
     * Puts a row back as it is.
     *
     * @throws IllegalArgumentException if the table cannot hold it
     */
    public <T> void insert(Table<T> table, T row) {
        txn.insert(table, row);
    }

    /** As {@link #insert(Table, Object)}, and raises the table's index to that of the row. */
    public <T> void insert(Table<T> table, T row, long index) {
        insert(table, row);
        raiseIndex(table.name(), index);
    }

    /** Raises the index of a table, or of a part of one, to that of one of its rows. */
    public void raiseIndex(String table, long index) {
        greatest = greater(greatest, index);
        raised.merge(table, index, RestoreTarget::greater);
    }

    /** Sets a row of the index table, whatever the rows of its table say; rows of unknown names are kept as they are. */
    public void recordIndex(IndexEntry row) {
        recorded.add(row.key().toLowerCase(Locale.ROOT));
        if (!row.key().equalsIgnoreCase(SERIAL)) {
            greatest = greater(greatest, row.value());
        }
        Indexes.bump(txn, row.key(), row.value());
        if (row.key().startsWith(LOCAL_PEER)) {
            ofLocalPeer.put(row.key().substring(LOCAL_PEER.length()), row.value());
        }
    }

    /** The greatest index met so far, unsigned. */
    long greatestIndex() {
        return greatest;
    }

    private static long greater(long a, long b) {
        return Long.compareUnsigned(a, b) >= 0 ? a : b;
    }

    /** Writes the raised indexes that no record has set. */
    void finish() {
        raised.forEach((table, index) -> {
            if (!recorded.contains(table.toLowerCase(Locale.ROOT))) {
                Indexes.bump(txn, table, index);
            }
        });
        ofLocalPeer.forEach((key, index) -> Indexes.raise(txn, key, index));
    }
}
