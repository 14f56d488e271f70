package io.curia.model;

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
        return new AclBindingRule(
                id, description, authMethod, selector, bindType, bindName, newCreateIndex, newModifyIndex);
    }
}
