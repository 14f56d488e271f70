package io.curia.fsm;

import static io.curia.fsm.EntryType.Log.COMMAND;
import static io.curia.fsm.EntryType.Log.NO_COMMAND;
import static io.curia.fsm.EntryType.Records.DROPPED;
import static io.curia.fsm.EntryType.Records.NONE;
import static io.curia.fsm.EntryType.Records.OWN;
import static io.curia.fsm.EntryType.Records.READ;
import static io.curia.fsm.EntryType.Records.WRITTEN;

/**
 * The types of what goes through the log and of what stands in {@code state.bin}, which share their numbers (fsm-commands §2):
 * the number, the name, whether it is a command, and the place of its records. Whatever has no row here is unknown.
 */
public enum EntryType {
    /** A node with a service and checks. */
    REGISTER(0, "Register", COMMAND, WRITTEN, 1),
    /** The end of a node, a service or a check. */
    DEREGISTER(1, "Deregister", COMMAND, NONE),
    /** A key. */
    KVS(2, "KVS", COMMAND, WRITTEN, 9),
    /** A session. */
    SESSION(3, "Session", COMMAND, WRITTEN, 3),
    /** A token of before 1.4. */
    LEGACY_ACL(4, "ACL", NO_COMMAND, READ),
    /** What a delete of keys leaves behind. */
    TOMBSTONE(5, "Tombstone", COMMAND, WRITTEN, 10),
    /** Network coordinates. */
    COORDINATES(6, "CoordinateBatchUpdate", COMMAND, WRITTEN, 2),
    /** A prepared query. */
    PREPARED_QUERY(7, "PreparedQuery", COMMAND, WRITTEN, 11),
    /** Many operations as one. */
    TXN(8, "Txn", COMMAND, NONE),
    /** The configuration of the autopilot. */
    AUTOPILOT(9, "Autopilot", COMMAND, WRITTEN, 12),
    /** A network area; of Consul Enterprise only. */
    AREA(10, "Area", NO_COMMAND, NONE),
    /** The first token; in old snapshots that there is one. */
    ACL_BOOTSTRAP(11, "ACLBootstrap", COMMAND, READ),
    /** An intention; in snapshots one in the form of before 1.9. */
    INTENTION(12, "Intention", COMMAND, WRITTEN, 13),
    /** The certificate authority; in snapshots a root. */
    CONNECT_CA(13, "ConnectCA", COMMAND, WRITTEN, 14),
    /** The state of a provider of certificates. */
    CONNECT_CA_PROVIDER_STATE(14, "ConnectCAProviderState", NO_COMMAND, WRITTEN, 15),
    /** The configuration of the certificate authority. */
    CONNECT_CA_CONFIG(15, "ConnectCAConfig", NO_COMMAND, WRITTEN, 16),
    /** A row of the index table. */
    INDEX(16, "Index", NO_COMMAND, WRITTEN, 20),
    /** Tokens. */
    ACL_TOKEN(17, "ACLToken", COMMAND, WRITTEN, 4),
    /** The end of tokens. */
    ACL_TOKEN_DELETE(18, "ACLTokenDelete", COMMAND, NONE),
    /** Policies. */
    ACL_POLICY(19, "ACLPolicy", COMMAND, WRITTEN, 5),
    /** The end of policies. */
    ACL_POLICY_DELETE(20, "ACLPolicyDelete", COMMAND, NONE),
    /** An index for a leaf certificate. */
    CONNECT_CA_LEAF(21, "ConnectCALeaf", COMMAND, NONE),
    /** A config entry. */
    CONFIG_ENTRY(22, "ConfigEntry", COMMAND, WRITTEN, 17),
    /** Roles. */
    ACL_ROLE(23, "ACLRole", COMMAND, WRITTEN, 6),
    /** The end of roles. */
    ACL_ROLE_DELETE(24, "ACLRoleDelete", COMMAND, NONE),
    /** Binding rules. */
    ACL_BINDING_RULE(25, "ACLBindingRule", COMMAND, WRITTEN, 7),
    /** The end of binding rules. */
    ACL_BINDING_RULE_DELETE(26, "ACLBindingRuleDelete", COMMAND, NONE),
    /** Auth methods. */
    ACL_AUTH_METHOD(27, "ACLAuthMethod", COMMAND, WRITTEN, 8),
    /** The end of auth methods. */
    ACL_AUTH_METHOD_DELETE(28, "ACLAuthMethodDelete", COMMAND, NONE),
    /** The chunks of writes under way; the last record of all. */
    CHUNKING(29, "ChunkingState", NO_COMMAND, WRITTEN, Integer.MAX_VALUE),
    /** The state of a datacenter. */
    FEDERATION_STATE(30, "FederationState", COMMAND, WRITTEN, 18),
    /** A note of the servers. */
    SYSTEM_METADATA(31, "SystemMetadata", COMMAND, WRITTEN, 19),
    /** The virtual address of a service. */
    SERVICE_VIRTUAL_IP(32, "ServiceVirtualIP", NO_COMMAND, WRITTEN, -1),
    /** A virtual address not in use. */
    FREE_VIRTUAL_IP(33, "FreeVirtualIP", NO_COMMAND, WRITTEN, 0),
    /** Reserved by newer servers. */
    KIND_SERVICE_NAME(34, "KindServiceName", NO_COMMAND, NONE),
    /** Peering, which has no place here (fsm-commands §5). */
    PEERING(35, "Peering", NO_COMMAND, DROPPED),
    /** Peering. */
    PEERING_DELETE(36, "PeeringDelete", NO_COMMAND, NONE),
    /** Peering. */
    PEERING_TRUST_BUNDLE(38, "PeeringTrustBundle", NO_COMMAND, DROPPED),
    /** Peering. */
    PEERING_TRUST_BUNDLE_DELETE(39, "PeeringTrustBundleDelete", NO_COMMAND, NONE),
    /** Peering. */
    PEERING_SECRET(40, "PeeringSecret", NO_COMMAND, DROPPED),
    /** By which servers check what they have. */
    LOG_CHECKPOINT(41, null, COMMAND, NONE),
    /** A resource of the second storage of newer servers, which has no place here. */
    RESOURCE(42, "Resource", NO_COMMAND, DROPPED),
    /** A step of a restore; Curia's own, and in no archive. */
    RESTORE(112, null, COMMAND, OWN, 1000);

    /** What it is in the log. */
    enum Log {
        COMMAND,
        NO_COMMAND
    }

    /** What is done with records of a type. */
    enum Records {
        /** They are written and read. */
        WRITTEN,
        /** As {@link #WRITTEN}, but in captures that stay inside the cluster only. */
        OWN,
        /** Old servers wrote them; they are read, and written as something else. */
        READ,
        /** They are passed over. */
        DROPPED,
        /** There are none; a file that has one is refused. */
        NONE
    }

    private static final int NUMBERS = 256;
    private static final EntryType[] BY_NUMBER = new EntryType[NUMBERS];

    static {
        for (var type : values()) {
            BY_NUMBER[type.number] = type;
        }
    }

    private final int number;
    private final String label;
    private final Log log;
    private final Records records;
    private final int order;

    EntryType(int number, String label, Log log, Records records) {
        this(number, label, log, records, 0);
    }

    EntryType(int number, String label, Log log, Records records, int order) {
        this.number = number;
        this.label = label;
        this.log = log;
        this.records = records;
        this.order = order;
    }

    /** The type byte, without the bit that says "ignore me if unknown"; 0 to 127. */
    public int number() {
        return number;
    }

    /** Whether entries of the log are of this type. */
    public boolean isCommand() {
        return log == COMMAND;
    }

    /** Whether records of this type are read. */
    public boolean isRecord() {
        return isWritten() || records == READ;
    }

    /** Whether records of this type are written. */
    boolean isWritten() {
        return records == WRITTEN || records == OWN;
    }

    /** Whether other systems of this kind know these records, so that archives may carry them. */
    boolean isPortable() {
        return records != Records.OWN;
    }

    /** Whether records of this type are passed over, for they are of parts of Consul that have no place here. */
    boolean isDropped() {
        return records == DROPPED;
    }

    /** Orders what is written in the file: the row of the table in snapshot-format §3.1. */
    int order() {
        return order;
    }

    /** The type with a number, or null. */
    static EntryType of(int number) {
        return number >= 0 && number < NUMBERS ? BY_NUMBER[number] : null;
    }

    /** Whether any server of this kind has a name for the type with a number (snapshot-format §6). */
    public static boolean isNamed(int number) {
        var type = of(number);
        return type != null && type.label != null;
    }

    /** The name of the type with a number; if it has none, its number. */
    public static String nameOf(int number) {
        return isNamed(number) ? of(number).label : "Unknown(" + number + ")";
    }
}
