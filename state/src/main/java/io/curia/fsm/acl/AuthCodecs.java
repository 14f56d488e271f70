package io.curia.fsm.acl;

import io.curia.codec.StructCodec;
import io.curia.model.AclAuthMethod;
import io.curia.model.AclBindingRule;
import java.util.Map;

/** Auth methods and their binding rules, in commands and in records. */
final class AuthCodecs {
    static final StructCodec<AclBindingRule, AclBindingRuleDraft> BINDING_RULE = StructCodec.of(
                    AclBindingRuleDraft::new, AclBindingRuleDraft::finish)
            .string("ID", AclBindingRule::id, (draft, value) -> draft.id = value)
            .string("Description", AclBindingRule::description, (draft, value) -> draft.description = value)
            .string("AuthMethod", AclBindingRule::authMethod, (draft, value) -> draft.authMethod = value)
            .string("Selector", AclBindingRule::selector, (draft, value) -> draft.selector = value)
            .string("BindType", AclBindingRule::bindType, (draft, value) -> draft.bindType = value)
            .string("BindName", AclBindingRule::bindName, (draft, value) -> draft.bindName = value)
            .uint64("CreateIndex", AclBindingRule::createIndex, (draft, value) -> draft.createIndex = value)
            .uint64("ModifyIndex", AclBindingRule::modifyIndex, (draft, value) -> draft.modifyIndex = value)
            .build();

    static final StructCodec<AclAuthMethod, AclAuthMethodDraft> AUTH_METHOD = StructCodec.of(
                    AclAuthMethodDraft::new, AclAuthMethodDraft::finish)
            .string("Name", AclAuthMethod::name, (draft, value) -> draft.name = value)
            .string("Type", AclAuthMethod::type, (draft, value) -> draft.type = value)
            .string("DisplayName", AclAuthMethod::displayName, (draft, value) -> draft.displayName = value)
            .string("Description", AclAuthMethod::description, (draft, value) -> draft.description = value)
            .int64("MaxTokenTTL", AclAuthMethod::maxTokenTtl, (draft, value) -> draft.maxTokenTtl = value)
            .string("TokenLocality", AclAuthMethod::tokenLocality, (draft, value) -> draft.tokenLocality = value)
            .anyMap("Config", AclAuthMethod::config, (draft, value) -> draft.config = value)
            .uint64("CreateIndex", AclAuthMethod::createIndex, (draft, value) -> draft.createIndex = value)
            .uint64("ModifyIndex", AclAuthMethod::modifyIndex, (draft, value) -> draft.modifyIndex = value)
            .build();

    private AuthCodecs() {}

    /** The fields as they come. */
    static final class AclBindingRuleDraft {
        private String id = "";
        private String description = "";
        private String authMethod = "";
        private String selector = "";
        private String bindType = "";
        private String bindName = "";
        private long createIndex;
        private long modifyIndex;

        private AclBindingRule finish() {
            return new AclBindingRule(
                    id, description, authMethod, selector, bindType, bindName, createIndex, modifyIndex);
        }
    }

    /** The fields as they come. */
    static final class AclAuthMethodDraft {
        private String name = "";
        private String type = "";
        private String displayName = "";
        private String description = "";
        private long maxTokenTtl;
        private String tokenLocality = "";
        private Map<String, Object> config;
        private long createIndex;
        private long modifyIndex;

        private AclAuthMethod finish() {
            return new AclAuthMethod(
                    name, type, displayName, description, maxTokenTtl, tokenLocality, config, createIndex, modifyIndex);
        }
    }
}
