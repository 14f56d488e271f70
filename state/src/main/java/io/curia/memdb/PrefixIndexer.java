package io.curia.memdb;

/**
 * Makes the common prefix of the keys that a prefix query means.
 *
 * @param <Q> the queries
 */
@FunctionalInterface
public interface PrefixIndexer<Q> {
    /**
     * The prefix; empty for the whole index.
     *
     * @throws IllegalArgumentException if the query is malformed
     */
    byte[] prefix(Q query);
}
