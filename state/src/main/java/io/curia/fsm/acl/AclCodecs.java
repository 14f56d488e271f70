package io.curia.fsm.acl;

import io.curia.codec.StructCodec;
import io.curia.model.AclLink;
import io.curia.model.AclNodeIdentity;
import io.curia.model.AclPolicy;
import io.curia.model.AclRole;
import io.curia.model.AclServiceIdentity;
import io.curia.model.AclToken;
import io.curia.model.ByteString;
import io.curia.model.GoTime;
import java.util.List;

/** Tokens, policies and roles, in commands and in records. */
final class AclCodecs {
    static final StructCodec<AclLink, AclLinkDraft> LINK = StructCodec.of(AclLinkDraft::new, AclLinkDraft::finish)
            .string("ID", AclLink::id, (draft, value) -> draft.id = value)
            .string("Name", AclLink::name, (draft, value) -> draft.name = value)
            .build();

    static final StructCodec<AclServiceIdentity, AclServiceIdentityDraft> SERVICE_IDENTITY = StructCodec.of(
                    AclServiceIdentityDraft::new, AclServiceIdentityDraft::finish)
            .string("ServiceName", AclServiceIdentity::serviceName, (draft, value) -> draft.serviceName = value)
            .strings("Datacenters", AclServiceIdentity::datacenters, (draft, value) -> draft.datacenters = value)
            .build();

    static final StructCodec<AclNodeIdentity, AclNodeIdentityDraft> NODE_IDENTITY = StructCodec.of(
                    AclNodeIdentityDraft::new, AclNodeIdentityDraft::finish)
            .string("NodeName", AclNodeIdentity::nodeName, (draft, value) -> draft.nodeName = value)
            .string("Datacenter", AclNodeIdentity::datacenter, (draft, value) -> draft.datacenter = value)
            .build();

    static final StructCodec<AclPolicy, AclPolicyDraft> POLICY = StructCodec.of(
                    AclPolicyDraft::new, AclPolicyDraft::finish)
            .string("ID", AclPolicy::id, (draft, value) -> draft.id = value)
            .string("Name", AclPolicy::name, (draft, value) -> draft.name = value)
            .string("Description", AclPolicy::description, (draft, value) -> draft.description = value)
            .string("Rules", AclPolicy::rules, (draft, value) -> draft.rules = value)
            .int64("Syntax", AclPolicy::syntax, (draft, value) -> draft.syntax = value)
            .strings("Datacenters", AclPolicy::datacenters, (draft, value) -> draft.datacenters = value)
            .bytes("Hash", AclPolicy::hash, (draft, value) -> draft.hash = value)
            .uint64("CreateIndex", AclPolicy::createIndex, (draft, value) -> draft.createIndex = value)
            .uint64("ModifyIndex", AclPolicy::modifyIndex, (draft, value) -> draft.modifyIndex = value)
            .build();

    static final StructCodec<AclRole, AclRoleDraft> ROLE = StructCodec.of(AclRoleDraft::new, AclRoleDraft::finish)
            .string("ID", AclRole::id, (draft, value) -> draft.id = value)
            .string("Name", AclRole::name, (draft, value) -> draft.name = value)
            .string("Description", AclRole::description, (draft, value) -> draft.description = value)
            .list("Policies", AclRole::policies, (draft, value) -> draft.policies = value, LINK)
            .list(
                    "ServiceIdentities",
                    AclRole::serviceIdentities,
                    (draft, value) -> draft.serviceIdentities = value,
                    SERVICE_IDENTITY)
            .list(
                    "NodeIdentities",
                    AclRole::nodeIdentities,
                    (draft, value) -> draft.nodeIdentities = value,
                    NODE_IDENTITY)
            .bytes("Hash", AclRole::hash, (draft, value) -> draft.hash = value)
            .uint64("CreateIndex", AclRole::createIndex, (draft, value) -> draft.createIndex = value)
            .uint64("ModifyIndex", AclRole::modifyIndex, (draft, value) -> draft.modifyIndex = value)
            .build();

    static final StructCodec<AclToken, AclTokenDraft> TOKEN = StructCodec.of(AclTokenDraft::new, AclTokenDraft::finish)
            .string("AccessorID", AclToken::accessorId, (draft, value) -> draft.accessorId = value)
            .string("SecretID", AclToken::secretId, (draft, value) -> draft.secretId = value)
            .string("Description", AclToken::description, (draft, value) -> draft.description = value)
            .list("Policies", AclToken::policies, (draft, value) -> draft.policies = value, LINK)
            .list("Roles", AclToken::roles, (draft, value) -> draft.roles = value, LINK)
            .list(
                    "ServiceIdentities",
                    AclToken::serviceIdentities,
                    (draft, value) -> draft.serviceIdentities = value,
                    SERVICE_IDENTITY)
            .list(
                    "NodeIdentities",
                    AclToken::nodeIdentities,
                    (draft, value) -> draft.nodeIdentities = value,
                    NODE_IDENTITY)
            .string("Type", AclToken::type, (draft, value) -> draft.type = value)
            .string("Rules", AclToken::rules, (draft, value) -> draft.rules = value)
            .bool("Local", AclToken::local, (draft, value) -> draft.local = value)
            .string("AuthMethod", AclToken::authMethod, (draft, value) -> draft.authMethod = value)
            .time("ExpirationTime", AclToken::expirationTime, (draft, value) -> draft.expirationTime = value)
            .int64("ExpirationTTL", AclToken::expirationTtl, (draft, value) -> draft.expirationTtl = value)
            .time("CreateTime", AclToken::createTime, (draft, value) -> draft.createTime = value)
            .bytes("Hash", AclToken::hash, (draft, value) -> draft.hash = value)
            .uint64("CreateIndex", AclToken::createIndex, (draft, value) -> draft.createIndex = value)
            .uint64("ModifyIndex", AclToken::modifyIndex, (draft, value) -> draft.modifyIndex = value)
            .build();

    private AclCodecs() {}

    /** The fields as they come. */
    static final class AclLinkDraft {
        private String id = "";
        private String name = "";

        private AclLink finish() {
            return new AclLink(id, name);
        }
    }

    /** The fields as they come. */
    static final class AclServiceIdentityDraft {
        private String serviceName = "";
        private List<String> datacenters;

        private AclServiceIdentity finish() {
            return new AclServiceIdentity(serviceName, datacenters);
        }
    }

    /** The fields as they come. */
    static final class AclNodeIdentityDraft {
        private String nodeName = "";
        private String datacenter = "";

        private AclNodeIdentity finish() {
            return new AclNodeIdentity(nodeName, datacenter);
        }
    }

    /** The fields as they come. */
    static final class AclPolicyDraft {
        private String id = "";
        private String name = "";
        private String description = "";
        private String rules = "";
        private long syntax;
        private List<String> datacenters;
        private ByteString hash;
        private long createIndex;
        private long modifyIndex;

        private AclPolicy finish() {
            return new AclPolicy(id, name, description, rules, syntax, datacenters, hash, createIndex, modifyIndex);
        }
    }

    /** The fields as they come. */
    static final class AclRoleDraft {
        private String id = "";
        private String name = "";
        private String description = "";
        private List<AclLink> policies;
        private List<AclServiceIdentity> serviceIdentities;
        private List<AclNodeIdentity> nodeIdentities;
        private ByteString hash;
        private long createIndex;
        private long modifyIndex;

        private AclRole finish() {
            return new AclRole(
                    id, name, description, policies, serviceIdentities, nodeIdentities, hash, createIndex, modifyIndex);
        }
    }

    /** The fields as they come. */
    static final class AclTokenDraft {
        private String accessorId = "";
        private String secretId = "";
        private String description = "";
        private List<AclLink> policies;
        private List<AclLink> roles;
        private List<AclServiceIdentity> serviceIdentities;
        private List<AclNodeIdentity> nodeIdentities;
        private String type = "";
        private String rules = "";
        private boolean local;
        private String authMethod = "";
        private GoTime expirationTime;
        private long expirationTtl;
        private GoTime createTime = GoTime.ZERO;
        private ByteString hash;
        private long createIndex;
        private long modifyIndex;

        private AclToken finish() {
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
                    createIndex,
                    modifyIndex);
        }
    }
}
