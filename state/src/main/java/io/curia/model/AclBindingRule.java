package io.curia.model;

import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
import java.util.Objects;

/**
 * What a login through an auth method is given (fsm-commands §3, type 25).
 *
 * @param id a UUID
 * @param description shown to people
 * @param authMethod whose logins it is for
 * @param selector a filter on what a login says; may be empty
 * @param bindType {@code service}, {@code role} or {@code node}
 * @param bindName what to bind, as a template
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write
 */
public record AclBindingRule(
        String id,
        String description,
        String authMethod,
        String selector,
        String bindType,
        String bindName,
        long createIndex,
        long modifyIndex) {
    private static final Shape.Fields<AclBindingRule> FIELDS = new Shape.Fields<>();
    private static final Value<AclBindingRule, String> ID = FIELDS.text("ID", AclBindingRule::id);
    private static final Value<AclBindingRule, String> DESCRIPTION =
            FIELDS.text("Description", AclBindingRule::description);
    private static final Value<AclBindingRule, String> AUTH_METHOD =
            FIELDS.text("AuthMethod", AclBindingRule::authMethod);
    private static final Value<AclBindingRule, String> SELECTOR = FIELDS.text("Selector", AclBindingRule::selector);
    private static final Value<AclBindingRule, String> BIND_TYPE = FIELDS.text("BindType", AclBindingRule::bindType);
    private static final Value<AclBindingRule, String> BIND_NAME = FIELDS.text("BindName", AclBindingRule::bindName);
    private static final Whole<AclBindingRule> CREATE_INDEX = FIELDS.index("CreateIndex", AclBindingRule::createIndex);
    private static final Whole<AclBindingRule> MODIFY_INDEX = FIELDS.index("ModifyIndex", AclBindingRule::modifyIndex);

    /** Its fields. */
    public static final Shape<AclBindingRule> SHAPE = FIELDS.make(draft -> new AclBindingRule(
            draft.get(ID),
            draft.get(DESCRIPTION),
            draft.get(AUTH_METHOD),
            draft.get(SELECTOR),
            draft.get(BIND_TYPE),
            draft.get(BIND_NAME),
            draft.get(CREATE_INDEX),
            draft.get(MODIFY_INDEX)));

    public AclBindingRule {
        Objects.requireNonNull(id);
        Objects.requireNonNull(description);
        Objects.requireNonNull(authMethod);
        Objects.requireNonNull(selector);
        Objects.requireNonNull(bindType);
        Objects.requireNonNull(bindName);
    }

    /** The same with other indexes. */
    public AclBindingRule withIndexes(long newCreateIndex, long newModifyIndex) {
        return SHAPE.draft(this)
                .set(CREATE_INDEX, newCreateIndex)
                .set(MODIFY_INDEX, newModifyIndex)
                .build();
    }
}
