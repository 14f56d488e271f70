package io.curia.model;

import io.curia.model.Field.Flag;
import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
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
    private static final Shape.Fields<AclToken> FIELDS = new Shape.Fields<>();
    private static final Value<AclToken, String> ACCESSOR_ID = FIELDS.text("AccessorID", AclToken::accessorId);
    private static final Value<AclToken, String> SECRET_ID = FIELDS.text("SecretID", AclToken::secretId);
    private static final Value<AclToken, String> DESCRIPTION = FIELDS.text("Description", AclToken::description);
    private static final Value<AclToken, List<AclLink>> POLICIES =
            FIELDS.rows("Policies", AclToken::policies, AclLink.SHAPE);
    private static final Value<AclToken, List<AclLink>> ROLES = FIELDS.rows("Roles", AclToken::roles, AclLink.SHAPE);
    private static final Value<AclToken, List<AclServiceIdentity>> SERVICE_IDENTITIES =
            FIELDS.rows("ServiceIdentities", AclToken::serviceIdentities, AclServiceIdentity.SHAPE);
    private static final Value<AclToken, List<AclNodeIdentity>> NODE_IDENTITIES =
            FIELDS.rows("NodeIdentities", AclToken::nodeIdentities, AclNodeIdentity.SHAPE);
    private static final Value<AclToken, String> TYPE = FIELDS.text("Type", AclToken::type);
    private static final Value<AclToken, String> RULES = FIELDS.text("Rules", AclToken::rules);
    private static final Flag<AclToken> LOCAL = FIELDS.flag("Local", AclToken::local);
    private static final Value<AclToken, String> AUTH_METHOD = FIELDS.text("AuthMethod", AclToken::authMethod);
    private static final Value<AclToken, GoTime> EXPIRATION_TIME =
            FIELDS.time("ExpirationTime", AclToken::expirationTime);
    private static final Whole<AclToken> EXPIRATION_TTL = FIELDS.int64("ExpirationTTL", AclToken::expirationTtl);
    private static final Value<AclToken, GoTime> CREATE_TIME =
            FIELDS.time("CreateTime", AclToken::createTime, new Trait.Zero(GoTime.ZERO));
    private static final Value<AclToken, ByteString> HASH = FIELDS.bytes("Hash", AclToken::hash);
    private static final Whole<AclToken> CREATE_INDEX = FIELDS.index("CreateIndex", AclToken::createIndex);
    private static final Whole<AclToken> MODIFY_INDEX = FIELDS.index("ModifyIndex", AclToken::modifyIndex);

    /** Its fields. */
    public static final Shape<AclToken> SHAPE = FIELDS.make(draft -> new AclToken(
            draft.get(ACCESSOR_ID),
            draft.get(SECRET_ID),
            draft.get(DESCRIPTION),
            draft.get(POLICIES),
            draft.get(ROLES),
            draft.get(SERVICE_IDENTITIES),
            draft.get(NODE_IDENTITIES),
            draft.get(TYPE),
            draft.get(RULES),
            draft.get(LOCAL),
            draft.get(AUTH_METHOD),
            draft.get(EXPIRATION_TIME),
            draft.get(EXPIRATION_TTL),
            draft.get(CREATE_TIME),
            draft.get(HASH),
            draft.get(CREATE_INDEX),
            draft.get(MODIFY_INDEX)));

    /** All zero, as a command has it that leaves it out. */
    public static final AclToken EMPTY = SHAPE.zero();

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
        return SHAPE.draft(this).set(POLICIES, newPolicies).set(ROLES, newRoles).build();
    }

    /** The same with another hash. */
    public AclToken withHash(ByteString newHash) {
        return SHAPE.draft(this).set(HASH, newHash).build();
    }

    /** Hides the secret, for this text may end up in a log. */
    @Override
    public String toString() {
        return "AclToken[accessorId=" + accessorId + "]";
    }

    /** The same with other indexes. */
    public AclToken withIndexes(long newCreateIndex, long newModifyIndex) {
        return SHAPE.draft(this)
                .set(CREATE_INDEX, newCreateIndex)
                .set(MODIFY_INDEX, newModifyIndex)
                .build();
    }
}
