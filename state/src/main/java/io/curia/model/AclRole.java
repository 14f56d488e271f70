package io.curia.model;

import java.util.List;
import java.util.Objects;

/**
 * A named set of policies and identities (fsm-commands §3, type 23).
 *
 * @param id a UUID
 * @param name unique without regard to case
 * @param description shown to people
 * @param policies linked policies; null and empty differ
 * @param serviceIdentities services it may act as; null and empty differ
 * @param nodeIdentities nodes it may act as; null and empty differ
 * @param hash 32 bytes over its content; null in requests and old snapshots
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write
 */
public record AclRole(
        String id,
        String name,
        String description,
        List<AclLink> policies,
        List<AclServiceIdentity> serviceIdentities,
        List<AclNodeIdentity> nodeIdentities,
        ByteString hash,
        long createIndex,
        long modifyIndex) {
    public AclRole {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(description);
        policies = Lists.copyOf(policies);
        serviceIdentities = Lists.copyOf(serviceIdentities);
        nodeIdentities = Lists.copyOf(nodeIdentities);
    }

    /** The same with other links. */
    public AclRole withPolicies(List<AclLink> newPolicies) {
        return new AclRole(
                id, name, description, newPolicies, serviceIdentities, nodeIdentities, hash, createIndex, modifyIndex);
    }

    /** The same with another hash. */
    public AclRole withHash(ByteString newHash) {
        return new AclRole(
                id, name, description, policies, serviceIdentities, nodeIdentities, newHash, createIndex, modifyIndex);
    }

    /** The same with other indexes. */
    public AclRole withIndexes(long newCreateIndex, long newModifyIndex) {
        return new AclRole(
                id,
                name,
                description,
                policies,
                serviceIdentities,
                nodeIdentities,
                hash,
                newCreateIndex,
                newModifyIndex);
    }
}
