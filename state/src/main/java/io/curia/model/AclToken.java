package io.curia.model;

import java.util.List;
import java.util.Objects;

/**
 * What a client presents to be allowed something (fsm-commands §3, type 17).
 *
 * @param accessorId a UUID that names it in public; empty only in tokens from before 1.4
 * @param secretId what clients present
 * @param description shown to people
 * @param policies linked policies; null and empty differ
 * @param roles linked roles; null and empty differ
 * @param serviceIdentities services it may act as; null and empty differ
 * @param nodeIdentities nodes it may act as; null and empty differ
 * @param type {@code client} or {@code management} in tokens from before 1.4, else empty
 * @param rules rules of a token from before 1.4, else empty
 * @param local whether it is valid in this datacenter only
 * @param authMethod the auth method whose login made it; else empty
 * @param expirationTime when it ceases to be valid; null for never
 * @param expirationTtl how long it is valid, in nanoseconds, in requests only
 * @param createTime when it was made, else the zero time
 * @param hash 32 bytes over its content; null in requests and old snapshots
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write
 */
public record AclToken(
        String accessorId,
        String secretId,
        String description,
        List<AclLink> policies,
        List<AclLink> roles,
        List<AclServiceIdentity> serviceIdentities,
        List<AclNodeIdentity> nodeIdentities,
        String type,
        String rules,
        boolean local,
        String authMethod,
        GoTime expirationTime,
        long expirationTtl,
        GoTime createTime,
        ByteString hash,
        long createIndex,
        long modifyIndex) {
    /** All zero, as a command has it that leaves it out. */
    public static final AclToken EMPTY =
            new AclToken("", "", "", null, null, null, null, "", "", false, "", null, 0, GoTime.ZERO, null, 0, 0);

    public AclToken {
        Objects.requireNonNull(accessorId);
        Objects.requireNonNull(secretId);
        Objects.requireNonNull(description);
        Objects.requireNonNull(type);
        Objects.requireNonNull(rules);
        Objects.requireNonNull(authMethod);
        Objects.requireNonNull(createTime);
        policies = Lists.copyOf(policies);
        roles = Lists.copyOf(roles);
        serviceIdentities = Lists.copyOf(serviceIdentities);
        nodeIdentities = Lists.copyOf(nodeIdentities);
    }

    /** The same with other links. */
    public AclToken withLinks(List<AclLink> newPolicies, List<AclLink> newRoles) {
        return new AclToken(
                accessorId,
                secretId,
                description,
                newPolicies,
                newRoles,
                serviceIdentities,
                nodeIdentities,
                type,
                rules,
                local,
                authMethod,
                expirationTime,
                expirationTtl,
                createTime,
                hash,
                createIndex,
                modifyIndex);
    }

    /** The same with another hash. */
    public AclToken withHash(ByteString newHash) {
        return new AclToken(
                accessorId,
                secretId,
                description,
                policies,
                roles,
                serviceIdentities,
                nodeIdentities,
                type,
                rules,
                local,
                authMethod,
                expirationTime,
                expirationTtl,
                createTime,
                newHash,
                createIndex,
                modifyIndex);
    }

    /** Hides the secret, for this text may end up in a log. */
    @Override
    public String toString() {
        return "AclToken[accessorId=" + accessorId + "]";
    }

    /** The same with other indexes. */
    public AclToken withIndexes(long newCreateIndex, long newModifyIndex) {
        return new AclToken(
                accessorId,
                secretId,
                description,
                policies,
                roles,
                serviceIdentities,
                nodeIdentities,
                type,
                rules,
                local,
                authMethod,
                expirationTime,
                expirationTtl,
                createTime,
                hash,
                newCreateIndex,
                newModifyIndex);
    }
}
