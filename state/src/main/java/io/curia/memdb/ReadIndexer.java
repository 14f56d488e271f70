package io.curia.memdb;

/**
 * Makes the exact key of a query.
 *
 * @param <Q> the queries
 */
@FunctionalInterface
public interface ReadIndexer<Q> {
    /**
     * The key, equal to the one written for the rows that the query means.
     *
     * @throws IllegalArgumentException if the query is malformed
     */
    byte[] read(Q query);
}
