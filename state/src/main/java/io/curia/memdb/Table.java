package io.curia.memdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * The declaration of a table: its name and its indexes, the first of which is the unique primary one. It holds no rows; any
 * number of databases may have the same table. Immutable once built.
 *
 * @param <T> the rows, which must be immutable
 */
public final class Table<T> {
    /** What a row is taken to need if its table does not say. */
    private static final long DEFAULT_ROW_BYTES = 450;

    private final String name;
    private List<Index<T, ?>> indexes = List.of();
    private ToLongFunction<? super T> weigher = row -> DEFAULT_ROW_BYTES;

    private Table(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /** Begins to declare a table. */
    public static <T> Builder<T> named(String name) {
        return new Builder<>(name);
    }

    /** The name, unique in its database. */
    public String name() {
        return name;
    }

    /** The primary index. */
    public Index<T, ?> id() {
        return indexes.get(0);
    }

    /** All indexes, the primary one first; unmodifiable. */
    public List<Index<T, ?>> indexes() {
        return indexes;
    }

    /**
     * The key of a row in the primary index; rows come in the unsigned bytewise order of these.
     *
     * @throws IllegalArgumentException if a table cannot hold the row
     */
    public byte[] keyOf(T row) {
        return id().primaryKey(row);
    }

    /** About how many bytes of heap a row takes, its places in the indexes included; always the same for a row. */
    long heapBytes(T row) {
        return weigher.applyAsLong(row);
    }

    @Override
    public String toString() {
        return "table '" + name + "'";
    }

    /**
     * Declares the indexes of one table; the first must be unique and becomes the primary one. Not thread-safe.
     *
     * @param <T> the rows
     */
    public static final class Builder<T> {
        private final Table<T> table;
        private final List<Index<T, ?>> indexes = new ArrayList<>();

        private Builder(String name) {
            table = new Table<>(name);
        }

        /** Declares an index under whose keys there is at most one row each. */
        public <Q> Index<T, Q> uniqueIndex(String name, Indexer<T, Q> indexer) {
            if (indexes.isEmpty() && !indexer.required()) {
                throw new IllegalArgumentException(table + ": the primary index cannot allow missing keys");
            }
            return add(name, true, indexer);
        }

        /** Declares an index under whose keys there may be many rows, in the order of the primary index. */
        public <Q> Index<T, Q> index(String name, Indexer<T, Q> indexer) {
            if (indexes.isEmpty()) {
                throw new IllegalArgumentException(table + ": the primary index must be unique");
            }
            return add(name, false, indexer);
        }

        /**
         * Declares about how many bytes of heap a row takes, its places in the indexes included. The answer must be the same
         * whenever a row is asked about.
         */
        public Builder<T> heapBytes(ToLongFunction<? super T> weigher) {
            table.weigher = Objects.requireNonNull(weigher);
            return this;
        }

        private <Q> Index<T, Q> add(String name, boolean unique, Indexer<T, Q> indexer) {
            if (!table.indexes.isEmpty()) {
                throw new IllegalStateException(table + " is built");
            }
            if (indexes.stream().anyMatch(index -> index.name().equals(name))) {
                throw new IllegalArgumentException(table + ": two indexes named '" + name + "'");
            }
            var index = new Index<>(table, indexes.size(), name, unique, indexer);
            indexes.add(index);
            return index;
        }

        /** The table with the indexes declared; to be called once, last. */
        public Table<T> build() {
            if (indexes.isEmpty()) {
                throw new IllegalStateException(table + ": no primary index");
            }
            table.indexes = List.copyOf(indexes);
            return table;
        }
    }
}
