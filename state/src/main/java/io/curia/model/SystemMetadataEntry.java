package io.curia.model;

import java.util.Objects;

/**
 * A note that servers keep for themselves, such as the form in which intentions are stored (fsm-commands §3, type 31).
 *
 * @param key its name, found without regard to case
 * @param value what is noted
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write
 */
public record SystemMetadataEntry(String key, String value, long createIndex, long modifyIndex) {
    public SystemMetadataEntry {
        Objects.requireNonNull(key);
        Objects.requireNonNull(value);
    }

    /** The same with other indexes. */
    public SystemMetadataEntry withIndexes(long newCreateIndex, long newModifyIndex) {
        return new SystemMetadataEntry(key, value, newCreateIndex, newModifyIndex);
    }
}
