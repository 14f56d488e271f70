package io.curia.memdb;

/**
 * Writes the keys under which an index finds a row: none, one or many. Must be a pure function of the row, since the keys of
 * a replaced or deleted row are computed again.
 *
 * @param <T> the rows
 */
@FunctionalInterface
public interface WriteIndexer<T> {
    /**
     * Calls {@code out} once for each key.
     *
     * @throws IllegalArgumentException if the row cannot have a key, say for a malformed UUID
     */
    void write(T row, KeySink out);
}
