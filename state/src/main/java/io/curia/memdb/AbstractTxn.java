package io.curia.memdb;

import java.util.Arrays;
import java.util.List;

/** The queries, over whichever trees a transaction sees. */
abstract class AbstractTxn implements ReadTxn {
    /** The tree of an index as it is now. */
    abstract <T> RadixTree<T> tree(Index<T, ?> index);

    /** The row at one key of a unique index. */
    abstract <T> T get(Index<T, ?> index, byte[] key);

    /** Notes interest in one key. */
    abstract <T> void watchKey(Index<T, ?> index, byte[] key, WatchSet watch);

    /** Notes interest in all keys with a prefix. */
    abstract <T> void watchPrefix(Index<T, ?> index, byte[] prefix, WatchSet watch);

    @Override
    public <T, Q> T first(Index<T, Q> index, Q query, WatchSet watch) {
        byte[] key = index.exact(query);
        if (index.unique()) {
            T row = get(index, key);
            watchKey(index, key, watch);
            return row;
        }
        var rows = rowsUnder(index, key, watch).iterator();
        return rows.hasNext() ? rows.next() : null;
    }

    @Override
    public <T, Q> Iterable<T> all(Index<T, Q> index, Q query, WatchSet watch) {
        if (index.unique()) {
            T row = first(index, query, watch);
            return row == null ? List.of() : List.of(row);
        }
        return rowsUnder(index, index.exact(query), watch);
    }

    @Override
    public <T, Q> Iterable<T> prefix(Index<T, Q> index, Q query, WatchSet watch) {
        return rowsUnder(index, index.prefix(query), watch);
    }

    @Override
    public <T> Iterable<T> scan(Table<T> table, WatchSet watch) {
        return scan(table.id(), watch);
    }

    @Override
    public <T> Iterable<T> scan(Index<T, ?> index, WatchSet watch) {
        return rowsUnder(index, Bytes.NONE, watch);
    }

    private <T> Iterable<T> rowsUnder(Index<T, ?> index, byte[] prefix, WatchSet watch) {
        Iterable<T> rows = tree(index).prefix(prefix);
        watchPrefix(index, prefix, watch);
        return rows;
    }

    @Override
    public <T, Q> T longestPrefix(Index<T, Q> index, Q query, WatchSet watch) {
        if (!index.unique()) {
            throw new IllegalArgumentException(index + ": not unique, so its keys are no prefixes");
        }
        byte[] key = index.exact(query);
        var longest = new RadixTree.LongestPrefix<T>();
        tree(index).visitPrefixesOf(key, longest);
        if (watch != null) {
            // Shorter keys cannot become the answer while the one found is there.
            for (int length = longest.length; length <= key.length; length++) {
                watchKey(index, Arrays.copyOf(key, length), watch);
            }
        }
        return longest.value;
    }

    @Override
    public long count(Table<?> table) {
        return tree(table.id()).size();
    }
}
