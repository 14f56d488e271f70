package io.curia.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells which values a client wants to see. Immutable and safe for use by any thread.
 *
 * @param <T> the values
 */
@FunctionalInterface
public interface Filter<T> {
    /** Whether the value is wanted. Never fails. */
    boolean test(T value);

    /** Keeps everything. */
    static <T> Filter<T> all() {
        return value -> true;
    }

    /** The values that are wanted, in their order. */
    default List<T> keep(List<T> values) {
        List<T> kept = new ArrayList<>();
        for (T value : values) {
            if (test(value)) {
                kept.add(value);
            }
        }
        return kept;
    }
}
