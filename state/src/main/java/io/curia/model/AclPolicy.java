package io.curia.model;

import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
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
    private static final Shape.Fields<AclPolicy> FIELDS = new Shape.Fields<>();
    private static final Value<AclPolicy, String> ID = FIELDS.text("ID", AclPolicy::id);
    private static final Value<AclPolicy, String> NAME = FIELDS.text("Name", AclPolicy::name);
    private static final Value<AclPolicy, String> DESCRIPTION = FIELDS.text("Description", AclPolicy::description);
    private static final Value<AclPolicy, String> RULES = FIELDS.text("Rules", AclPolicy::rules);
    private static final Whole<AclPolicy> SYNTAX = FIELDS.int64("Syntax", AclPolicy::syntax);
    private static final Value<AclPolicy, List<String>> DATACENTERS =
            FIELDS.texts("Datacenters", AclPolicy::datacenters);
    private static final Value<AclPolicy, ByteString> HASH = FIELDS.bytes("Hash", AclPolicy::hash);
    private static final Whole<AclPolicy> CREATE_INDEX = FIELDS.index("CreateIndex", AclPolicy::createIndex);
    private static final Whole<AclPolicy> MODIFY_INDEX = FIELDS.index("ModifyIndex", AclPolicy::modifyIndex);

    /** Its fields. */
    public static final Shape<AclPolicy> SHAPE = FIELDS.make(draft -> new AclPolicy(
            draft.get(ID),
            draft.get(NAME),
            draft.get(DESCRIPTION),
            draft.get(RULES),
            draft.get(SYNTAX),
            draft.get(DATACENTERS),
            draft.get(HASH),
            draft.get(CREATE_INDEX),
            draft.get(MODIFY_INDEX)));

    public AclPolicy {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(description);
        Objects.requireNonNull(rules);
        datacenters = Lists.copyOf(datacenters);
    }

    /** The same with another hash. */
    public AclPolicy withHash(ByteString newHash) {
        return SHAPE.draft(this).set(HASH, newHash).build();
    }

    /** The same with other indexes. */
    public AclPolicy withIndexes(long newCreateIndex, long newModifyIndex) {
        return SHAPE.draft(this)
                .set(CREATE_INDEX, newCreateIndex)
                .set(MODIFY_INDEX, newModifyIndex)
                .build();
    }
}
