package io.curia.state;

import io.curia.memdb.Table;
import io.curia.memdb.WriteTxn;
import io.curia.model.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One command's change of the state: its transaction, its index, and what it means for things kept beside the tables.
 * Belongs to the thread of the transaction.
 */
public final class Change {
    private final WriteTxn txn;
    private final long index;
    private final LockDelays lockDelays;
    private final List<Map.Entry<ByteString, Long>> delayed;
    private boolean rolledBack;

    /**
     * A change that has done nothing yet.
     *
     * @param txn a transaction of the store
     * @param index index of the command
     * @param store the store
     */
    public Change(WriteTxn txn, long index, StateStore store) {
        this(txn, index, store.lockDelays(), new ArrayList<>());
    }

    private Change(WriteTxn txn, long index, LockDelays lockDelays, List<Map.Entry<ByteString, Long>> delayed) {
        this.txn = txn;
        this.index = index;
        this.lockDelays = lockDelays;
        this.delayed = delayed;
    }

    /** The transaction. */
    public WriteTxn txn() {
        return txn;
    }

    /** The index of the command. */
    public long index() {
        return index;
    }

    /** A change of the same transaction with another index, for what is put back as it was. */
    public Change at(long other) {
        return new Change(txn, other, lockDelays, delayed);
    }

    /** Makes {@link #commit} change nothing. */
    void rollBack() {
        rolledBack = true;
    }

    /** Commits the transaction, and everything beside it with it, unless the change was rolled back. */
    public void commit() {
        if (rolledBack) {
            txn.abort();
            return;
        }
        // First, so that whoever sees the free lock sees its delay too.
        delayed.forEach(each -> lockDelays.delay(each.getKey(), each.getValue()));
        delayed.clear();
        txn.commit();
    }

    /** Forbids locking a key for some nanoseconds, once this is committed. */
    void delayLock(ByteString key, long nanos) {
        delayed.add(Map.entry(key, nanos));
    }

    /**
     * Inserts a row that came from outside, or replaces the one with the same id.
     *
     * @throws StateException if a key is missing, malformed or taken
     */
    <T> void insert(Table<T> table, T row) {
        insert(table, row, null);
    }

    /**
     * As {@link #insert(Table, Object)}.
     *
     * @param what names the row in the refusal; may be null
     */
    <T> void insert(Table<T> table, T row, String what) {
        try {
            txn.insert(table, row);
        } catch (IllegalArgumentException e) {
            throw new StateException((what == null ? "" : "failed inserting " + what + ": ") + e.getMessage(), e);
        }
    }

    /** Sets a row of the index table to this index. */
    void bump(String key) {
        Indexes.bump(txn, key, index);
    }

    /** Sets a row of the index table to this index if it is lower. */
    void raise(String key) {
        Indexes.raise(txn, key, index);
    }
}
