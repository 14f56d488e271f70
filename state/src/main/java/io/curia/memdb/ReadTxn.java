package io.curia.memdb;

/**
 * Reads of one moment of the database: one immutable root, no locks. May be kept for as long as its rows are wanted and used
 * by any thread. (A {@link WriteTxn} is one too, but belongs to its thread.)
 *
 * <p>Rows come in the order of the index asked. An {@link Iterable} given out may be walked at any time and any number of
 * times and always shows the moment of the call.
 *
 * <p>{@code watch} takes note of what a read looked at, or is null for no interest. See {@link WatchSet}.
 *
 * <p>A malformed query is an {@link IllegalArgumentException}, as is a table that the database does not have.
 */
public interface ReadTxn {
    /**
     * The first row with a key, or null. Watches that key, whether there is a row or not.
     */
    <T, Q> T first(Index<T, Q> index, Q query, WatchSet watch);

    /** The rows with exactly this key. Watches it. */
    <T, Q> Iterable<T> all(Index<T, Q> index, Q query, WatchSet watch);

    /**
     * The rows whose key begins as the query says. Watches all such keys.
     *
     * @throws UnsupportedOperationException if the index takes no prefix queries
     */
    <T, Q> Iterable<T> prefix(Index<T, Q> index, Q query, WatchSet watch);

    /** The whole table in the order of its primary index. Watches the table. */
    <T> Iterable<T> scan(Table<T> table, WatchSet watch);

    /** All rows of an index in its order, one with many keys many times. Watches the index. */
    <T> Iterable<T> scan(Index<T, ?> index, WatchSet watch);

    /**
     * The row with the longest key that the query's key begins with, or null. Watches the keys whose rows would be the
     * answer instead.
     *
     * @throws IllegalArgumentException if the index is not unique
     */
    <T, Q> T longestPrefix(Index<T, Q> index, Q query, WatchSet watch);

    /** The number of rows of a table. O(1). */
    long count(Table<?> table);

    /** About how many bytes of heap all rows of all tables take, as the tables declare it. O(1). */
    long heapBytes();

    /**
     * About how many bytes of heap the rows took that were replaced or deleted since the database was empty. What this has
     * grown by from one moment to another is the most that a read of the first keeps in memory beyond the second. O(1).
     */
    long freedBytes();
}
