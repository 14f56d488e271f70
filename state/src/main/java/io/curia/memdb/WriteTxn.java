package io.curia.memdb;

/**
 * The one transaction that writes; the next waits until it is committed or aborted. It sees its own writes, which nobody else
 * does before {@link #commit}. It belongs to the thread that opened it. Its reads take no watch: {@code watch} must be null.
 *
 * <p>After commit or abort everything but {@link #abort} and {@link #close} is an {@link IllegalStateException}.
 */
public interface WriteTxn extends ReadTxn, AutoCloseable {
    /**
     * Inserts a row or replaces the one with the same id.
     *
     * @return the row replaced, or null
     * @throws IllegalArgumentException if a required index key is missing or malformed, or a unique key is another row's; the
     *     message names table and index, and nothing has changed
     */
    <T> T insert(Table<T> table, T row);

    /**
     * Deletes the row that has this row's id.
     *
     * @return whether there was one
     */
    <T> boolean delete(Table<T> table, T row);

    /**
     * Deletes the rows whose id begins as the query says.
     *
     * @param idIndex the primary index of the table
     * @return how many there were
     * @throws IllegalArgumentException if it is another index
     */
    <T, Q> int deletePrefix(Index<T, Q> idIndex, Q query);

    /** Publishes the changes as one new root, then wakes exactly the watchers whose rows have changed. */
    void commit();

    /** Forgets the changes. Without effect once committed or aborted. */
    void abort();

    /** The same as {@link #abort}: what was not committed by now is forgotten. */
    @Override
    void close();
}
