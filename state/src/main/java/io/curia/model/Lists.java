package io.curia.model;

import java.util.List;

/** Lists in records. */
final class Lists {
    private Lists() {}

    /** An unmodifiable copy, or null for null; the list must hold no nulls. */
    static <T> List<T> copyOf(List<T> list) {
        return list == null ? null : List.copyOf(list);
    }

    /** A copy of a list of values of any kind, immutable all the way down; null for null. */
    static List<Object> deepCopyOf(List<Object> list) {
        return list == null ? null : list.stream().map(CompactMap::deep).toList();
    }
}
