package io.curia.fsm;

import java.util.Map;

/** What the types of records in {@code state.bin} are called (snapshot-format §6), those of newer servers too. Stateless. */
public final class RecordNames {

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(0, "Register"),
            Map.entry(1, "Deregister"),
            Map.entry(2, "KVS"),
            Map.entry(3, "Session"),
            Map.entry(4, "ACL"),
            Map.entry(5, "Tombstone"),
            Map.entry(6, "CoordinateBatchUpdate"),
            Map.entry(7, "PreparedQuery"),
            Map.entry(8, "Txn"),
            Map.entry(9, "Autopilot"),
            Map.entry(10, "Area"),
            Map.entry(11, "ACLBootstrap"),
            Map.entry(12, "Intention"),
            Map.entry(13, "ConnectCA"),
            Map.entry(14, "ConnectCAProviderState"),
            Map.entry(15, "ConnectCAConfig"),
            Map.entry(16, "Index"),
            Map.entry(17, "ACLToken"),
            Map.entry(18, "ACLTokenDelete"),
            Map.entry(19, "ACLPolicy"),
            Map.entry(20, "ACLPolicyDelete"),
            Map.entry(21, "ConnectCALeaf"),
            Map.entry(22, "ConfigEntry"),
            Map.entry(23, "ACLRole"),
            Map.entry(24, "ACLRoleDelete"),
            Map.entry(25, "ACLBindingRule"),
            Map.entry(26, "ACLBindingRuleDelete"),
            Map.entry(27, "ACLAuthMethod"),
            Map.entry(28, "ACLAuthMethodDelete"),
            Map.entry(29, "ChunkingState"),
            Map.entry(30, "FederationState"),
            Map.entry(31, "SystemMetadata"),
            Map.entry(32, "ServiceVirtualIP"),
            Map.entry(33, "FreeVirtualIP"),
            Map.entry(34, "KindServiceName"),
            Map.entry(35, "Peering"),
            Map.entry(36, "PeeringDelete"),
            Map.entry(38, "PeeringTrustBundle"),
            Map.entry(39, "PeeringTrustBundleDelete"),
            Map.entry(40, "PeeringSecret"),
            Map.entry(42, "Resource"));

    private RecordNames() {}

    /** Whether any server of this kind writes records of this type. */
    public static boolean isKnown(int type) {
        return NAMES.containsKey(type);
    }

    /** The name; of a type that nobody knows, its number. */
    public static String of(int type) {
        return NAMES.getOrDefault(type, "Unknown(" + type + ")");
    }
}
