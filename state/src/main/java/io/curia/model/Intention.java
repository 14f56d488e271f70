package io.curia.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Who may talk to whom, as servers before 1.9 stored it (fsm-commands §3, type 12).
 *
 * @param id a UUID
 * @param description shown to people
 * @param sourceNs namespace of the source
 * @param sourceName who calls; {@code *} for any
 * @param destinationNs namespace of the destination
 * @param destinationName who is called; {@code *} for any
 * @param sourceType {@code consul}
 * @param action {@code allow} or {@code deny}
 * @param permissions finer rules, as values msgpack carries; null and empty differ
 * @param defaultAddr kept, without effect; left out of encodings when empty
 * @param defaultPort kept, without effect; left out of encodings when 0
 * @param meta what its owner says about it; null and empty differ
 * @param precedence which of several that match counts, the greatest
 * @param createdAt when it was made
 * @param updatedAt when it was changed last
 * @param hash kept; may be null
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write
 */
public record Intention(
        String id,
        String description,
        String sourceNs,
        String sourceName,
        String destinationNs,
        String destinationName,
        String sourceType,
        String action,
        List<Object> permissions,
        String defaultAddr,
        long defaultPort,
        Map<String, String> meta,
        long precedence,
        GoTime createdAt,
        GoTime updatedAt,
        ByteString hash,
        long createIndex,
        long modifyIndex) {
    public Intention {
        Objects.requireNonNull(id);
        Objects.requireNonNull(description);
        Objects.requireNonNull(sourceNs);
        Objects.requireNonNull(sourceName);
        Objects.requireNonNull(destinationNs);
        Objects.requireNonNull(destinationName);
        Objects.requireNonNull(sourceType);
        Objects.requireNonNull(action);
        Objects.requireNonNull(defaultAddr);
        Objects.requireNonNull(createdAt);
        Objects.requireNonNull(updatedAt);
        permissions = Lists.deepCopyOf(permissions);
        meta = CompactMap.copyOf(meta);
    }

    /** The same with what the store gives it when it is written. */
    public Intention stored(
            Map<String, String> newMeta,
            long newPrecedence,
            GoTime newCreatedAt,
            long newCreateIndex,
            long newModifyIndex) {
        return new Intention(
                id,
                description,
                sourceNs,
                sourceName,
                destinationNs,
                destinationName,
                sourceType,
                action,
                permissions,
                defaultAddr,
                defaultPort,
                newMeta,
                newPrecedence,
                newCreatedAt,
                updatedAt,
                hash,
                newCreateIndex,
                newModifyIndex);
    }

    /** The same with other indexes. */
    public Intention withIndexes(long newCreateIndex, long newModifyIndex) {
        return new Intention(
                id,
                description,
                sourceNs,
                sourceName,
                destinationNs,
                destinationName,
                sourceType,
                action,
                permissions,
                defaultAddr,
                defaultPort,
                meta,
                precedence,
                createdAt,
                updatedAt,
                hash,
                newCreateIndex,
                newModifyIndex);
    }
}
