package io.curia.memdb;

/**
 * A query on an index of two parts. In a prefix query the second part is a prefix, or null for any: {@code Key2.of("n1",
 * null)} means all keys whose first part is {@code "n1"}, and {@code Key2.of(null, null)} all keys.
 *
 * @param first the first part; null only in a prefix query for the whole index
 * @param second the second part; null only in a prefix query
 */
public record Key2<A, B>(A first, B second) {
    /** The query for two parts. */
    public static <A, B> Key2<A, B> of(A first, B second) {
        return new Key2<>(first, second);
    }
}
