package io.curia.memdb;

import java.util.ArrayList;
import java.util.List;

/**
 * One index of a table: a way to find its rows, and an order of them. Declared beside its table, before
 * {@link Table.Builder#build}. Immutable.
 *
 * @param <T> the rows
 * @param <Q> the queries
 */
public final class Index<T, Q> {
    private final Table<T> table;
    private final int position;
    private final String name;
    private final boolean unique;
    private final Indexer<T, Q> indexer;

    Index(Table<T> table, int position, String name, boolean unique, Indexer<T, Q> indexer) {
        this.table = table;
        this.position = position;
        this.name = name;
        this.unique = unique;
        // Other keys are followed by the primary key here, which needs to be told apart.
        this.indexer = unique ? indexer : indexer.madeDelimited();
    }

    /** The name, unique in its table. */
    public String name() {
        return name;
    }

    /** Whether no two rows may have the same key. */
    public boolean unique() {
        return unique;
    }

    /** The table. */
    public Table<T> table() {
        return table;
    }

    /** The place among the table's indexes; 0 is the primary one. */
    int position() {
        return position;
    }

    /**
     * The keys under which the index holds a row.
     *
     * @throws IllegalArgumentException if a key that is required is missing or malformed
     */
    List<byte[]> entryKeys(T row, byte[] primaryKey) {
        List<byte[]> keys = new ArrayList<>(1);
        try {
            indexer.write(row, key -> keys.add(unique ? key : Bytes.concat(key, primaryKey)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(this + ": " + e.getMessage(), e);
        }
        if (keys.isEmpty() && indexer.required()) {
            throw new IllegalArgumentException(this + ": missing value");
        }
        return keys;
    }

    /** The row's one key, of the primary index. */
    byte[] primaryKey(T row) {
        List<byte[]> keys = entryKeys(row, Bytes.NONE);
        if (keys.size() != 1) {
            throw new IllegalArgumentException(this + ": a row needs one key and has " + keys.size());
        }
        return keys.get(0);
    }

    /** The key of a query: a whole one if unique, else what all keys of the rows it means begin with. */
    byte[] exact(Q query) {
        return indexer.read(query);
    }

    /** What all keys of the rows begin with that a prefix query means. */
    byte[] prefix(Q query) {
        try {
            return indexer.prefix(query);
        } catch (UnsupportedOperationException e) {
            throw new UnsupportedOperationException(this + ": " + e.getMessage(), e);
        }
    }

    /** Says which index this is, for messages. */
    @Override
    public String toString() {
        return "table '" + table.name() + "', index '" + name + "'";
    }
}
