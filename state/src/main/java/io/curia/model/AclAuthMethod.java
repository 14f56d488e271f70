package io.curia.model;

import java.util.Map;
import java.util.Objects;

/**
 * A way to get a token by proving who one is elsewhere (fsm-commands §3, type 27).
 *
 * @param name unique without regard to case
 * @param type {@code jwt}, {@code kubernetes} and so on
 * @param displayName shown to people
 * @param description shown to people
 * @param maxTokenTtl how long tokens of logins are valid, in nanoseconds; 0 for ever
 * @param tokenLocality {@code global}, {@code local}, or empty for the latter
 * @param config settings of its type; null and empty differ
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write
 */
public record AclAuthMethod(
        String name,
        String type,
        String displayName,
        String description,
        long maxTokenTtl,
        String tokenLocality,
        Map<String, Object> config,
        long createIndex,
        long modifyIndex) {
    public AclAuthMethod {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(displayName);
        Objects.requireNonNull(description);
        Objects.requireNonNull(tokenLocality);
        config = CompactMap.deepCopyOf(config);
    }

    /** Whether tokens of its logins are valid in all datacenters. */
    public boolean makesGlobalTokens() {
        return tokenLocality.equals("global");
    }

    /** The same with other indexes. */
    public AclAuthMethod withIndexes(long newCreateIndex, long newModifyIndex) {
        return new AclAuthMethod(
                name,
                type,
                displayName,
                description,
                maxTokenTtl,
                tokenLocality,
                config,
                newCreateIndex,
                newModifyIndex);
    }
}
