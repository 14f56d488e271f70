package io.curia.model;

import java.util.List;
import java.util.Objects;

/**
 * A named set of rules (fsm-commands §3, type 19).
 *
 * @param id a UUID
 * @param name unique without regard to case
 * @param description shown to people
 * @param rules what it allows, as HCL or JSON
 * @param syntax 0 for rules as they are now, 1 for those from before 1.4
 * @param datacenters where it is valid; null or empty for everywhere
 * @param hash 32 bytes over its content; null in requests and old snapshots
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write
 */
public record AclPolicy(
        String id,
        String name,
        String description,
        String rules,
        long syntax,
        List<String> datacenters,
        ByteString hash,
        long createIndex,
        long modifyIndex) {
    public AclPolicy {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(description);
        Objects.requireNonNull(rules);
        datacenters = Lists.copyOf(datacenters);
    }

    /** The same with another hash. */
    public AclPolicy withHash(ByteString newHash) {
        return new AclPolicy(id, name, description, rules, syntax, datacenters, newHash, createIndex, modifyIndex);
    }

    /** The same with other indexes. */
    public AclPolicy withIndexes(long newCreateIndex, long newModifyIndex) {
        return new AclPolicy(id, name, description, rules, syntax, datacenters, hash, newCreateIndex, newModifyIndex);
    }
}
