package io.curia.model;

import java.util.Objects;

/**
 * What a deleted key, or a deleted tree of keys, leaves behind, so that the index of a list never goes back.
 *
 * @param key the deleted key, or the prefix of the deleted tree
 * @param index index of the delete
 */
public record Tombstone(ByteString key, long index) {
    public Tombstone {
        Objects.requireNonNull(key);
    }
}
