package io.curia.memdb;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.ToLongFunction;

/** The write transaction: the base root, and an edit of each table touched. */
final class MemWriteTxn extends AbstractTxn implements WriteTxn {
    private final MemDb db;
    private final Root base;
    private final TableEdit<?>[] edits;
    private boolean over;

    MemWriteTxn(MemDb db, Root base) {
        this.db = db;
        this.base = base;
        this.edits = new TableEdit<?>[base.schema().tables().size()];
    }

    @Override
    public <T> T insert(Table<T> table, T row) {
        return edit(table).insert(row);
    }

    @Override
    public <T> boolean delete(Table<T> table, T row) {
        return edit(table).delete(row);
    }

    @Override
    public <T, Q> int deletePrefix(Index<T, Q> idIndex, Q query) {
        if (idIndex.position() != 0) {
            throw new IllegalArgumentException(idIndex + ": not the primary index");
        }
        return edit(idIndex.table()).deletePrefix(idIndex.prefix(query));
    }

    @Override
    public void commit() {
        requireOpen();
        over = true;
        db.commit(base, edits);
    }

    @Override
    public void abort() {
        if (!over) {
            requireOpen();
            over = true;
            db.abort();
        }
    }

    @Override
    public void close() {
        abort();
    }

    private void requireOpen() {
        if (over) {
            throw new IllegalStateException("the transaction is over");
        }
        db.requireWriter();
    }

    private <T> TableEdit<T> edit(Table<T> table) {
        requireOpen();
        int slot = base.schema().slot(table);
        if (edits[slot] == null) {
            edits[slot] = new TableEdit<>(table, base);
        }
        return typed(edits[slot]);
    }

    /** The edit of a table that has been written to, or null. */
    private <T> TableEdit<T> editOrNull(Table<T> table) {
        requireOpen();
        return typed(edits[base.schema().slot(table)]);
    }

    @SuppressWarnings("unchecked") // a slot holds only the edit of its own table
    private static <T> TableEdit<T> typed(TableEdit<?> edit) {
        return (TableEdit<T>) edit;
    }

    @Override
    <T> RadixTree<T> tree(Index<T, ?> index) {
        TableEdit<T> edit = editOrNull(index.table());
        return edit == null ? base.tree(index) : edit.tree(index);
    }

    @Override
    <T> T get(Index<T, ?> index, byte[] key) {
        TableEdit<T> edit = editOrNull(index.table());
        return edit == null ? base.tree(index).get(key) : edit.get(index, key);
    }

    @Override
    public long heapBytes() {
        return base.heapBytes() + sum(TableEdit::grownBytes) - sum(TableEdit::freedBytes);
    }

    @Override
    public long freedBytes() {
        return base.freedBytes() + sum(TableEdit::freedBytes);
    }

    private long sum(ToLongFunction<TableEdit<?>> of) {
        requireOpen();
        return Arrays.stream(edits).filter(Objects::nonNull).mapToLong(of).sum();
    }

    @Override
    <T> void watchKey(Index<T, ?> index, byte[] key, WatchSet watch) {
        refuse(watch);
    }

    @Override
    <T> void watchPrefix(Index<T, ?> index, byte[] prefix, WatchSet watch) {
        refuse(watch);
    }

    private static void refuse(WatchSet watch) {
        if (watch != null) {
            throw new IllegalArgumentException(
                    "a write transaction cannot watch: its reads are not of a published root");
        }
    }
}
