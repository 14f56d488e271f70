package io.curia.model;

import java.util.Objects;

/**
 * One row of the index table (state-store §2): the index of the last change of a table or of a part of one.
 *
 * @param key what it counts, such as {@code kvs}; found without regard to case, kept as last written
 * @param value the index
 */
public record IndexEntry(String key, long value) {
    public IndexEntry {
        Objects.requireNonNull(key);
    }
}
