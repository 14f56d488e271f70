package io.curia.memdb;

/**
 * A query on an index of three parts. In a prefix query the last part that is not null is a prefix if it is the third, and
 * exact if it is not, as in {@link Key2}.
 *
 * @param first the first part; null only in a prefix query for the whole index
 * @param second the second part; null only in a prefix query
 * @param third the third part; null only in a prefix query
 */
public record Key3<A, B, C>(A first, B second, C third) {
    /** The query for three parts. */
    public static <A, B, C> Key3<A, B, C> of(A first, B second, C third) {
        return new Key3<>(first, second, third);
    }
}
