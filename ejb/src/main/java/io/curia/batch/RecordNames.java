package io.curia.batch;

import java.util.List;

/** What the types of records are called (snapshot-format §6). */
final class RecordNames {
    private static final List<String> NAMES = List.of(
            "Register",
            "Deregister",
            "KVS",
            "Session",
            "ACL",
            "Tombstone",
            "CoordinateBatchUpdate",
            "PreparedQuery",
            "Txn",
            "Autopilot",
            "Area",
            "ACLBootstrap",
            "Intention",
            "ConnectCA",
            "ConnectCAProviderState",
            "ConnectCAConfig",
            "Index",
            "ACLToken",
            "ACLTokenDelete",
            "ACLPolicy",
            "ACLPolicyDelete",
            "ConnectCALeaf",
            "ConfigEntry",
            "ACLRole",
            "ACLRoleDelete",
            "ACLBindingRule",
            "ACLBindingRuleDelete",
            "ACLAuthMethod",
            "ACLAuthMethodDelete",
            "ChunkingState",
            "FederationState",
            "SystemMetadata");

    private RecordNames() {}

    static String of(int type) {
        return type < NAMES.size() ? NAMES.get(type) : "type " + type;
    }
}
