package io.curia.model;

import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
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
    private static final Shape.Fields<AclRole> FIELDS = new Shape.Fields<>();
    private static final Value<AclRole, String> ID = FIELDS.text("ID", AclRole::id);
    private static final Value<AclRole, String> NAME = FIELDS.text("Name", AclRole::name);
    private static final Value<AclRole, String> DESCRIPTION = FIELDS.text("Description", AclRole::description);
    private static final Value<AclRole, List<AclLink>> POLICIES =
            FIELDS.rows("Policies", AclRole::policies, AclLink.SHAPE);
    private static final Value<AclRole, List<AclServiceIdentity>> SERVICE_IDENTITIES =
            FIELDS.rows("ServiceIdentities", AclRole::serviceIdentities, AclServiceIdentity.SHAPE);
    private static final Value<AclRole, List<AclNodeIdentity>> NODE_IDENTITIES =
            FIELDS.rows("NodeIdentities", AclRole::nodeIdentities, AclNodeIdentity.SHAPE);
    private static final Value<AclRole, ByteString> HASH = FIELDS.bytes("Hash", AclRole::hash);
    private static final Whole<AclRole> CREATE_INDEX = FIELDS.index("CreateIndex", AclRole::createIndex);
    private static final Whole<AclRole> MODIFY_INDEX = FIELDS.index("ModifyIndex", AclRole::modifyIndex);

    /** Its fields. */
    public static final Shape<AclRole> SHAPE = FIELDS.make(draft -> new AclRole(
            draft.get(ID),
            draft.get(NAME),
            draft.get(DESCRIPTION),
            draft.get(POLICIES),
            draft.get(SERVICE_IDENTITIES),
            draft.get(NODE_IDENTITIES),
            draft.get(HASH),
            draft.get(CREATE_INDEX),
            draft.get(MODIFY_INDEX)));

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
        return SHAPE.draft(this).set(POLICIES, newPolicies).build();
    }

    /** The same with another hash. */
    public AclRole withHash(ByteString newHash) {
        return SHAPE.draft(this).set(HASH, newHash).build();
    }

    /** The same with other indexes. */
    public AclRole withIndexes(long newCreateIndex, long newModifyIndex) {
        return SHAPE.draft(this)
                .set(CREATE_INDEX, newCreateIndex)
                .set(MODIFY_INDEX, newModifyIndex)
                .build();
    }
}
