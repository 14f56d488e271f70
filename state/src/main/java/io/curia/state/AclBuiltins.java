package io.curia.state;

/** What access control has from the start (state-store §10). */
public final class AclBuiltins {
    /** The id of the policy that allows everything. */
    public static final String GLOBAL_MANAGEMENT_ID = "00000000-0000-0000-0000-000000000001";

    /** The name that policy has at first. */
    public static final String GLOBAL_MANAGEMENT_NAME = "global-management";

    /** The description that policy has at first. */
    public static final String GLOBAL_MANAGEMENT_DESCRIPTION = "Builtin Policy that grants unlimited access";

    /** The accessor id of the token of those who present none. */
    public static final String ANONYMOUS_ACCESSOR_ID = "00000000-0000-0000-0000-000000000002";

    /** The secret id of the token of those who present none. */
    public static final String ANONYMOUS_SECRET_ID = "anonymous";

    /** The rules of the policy that allows everything, which cannot be changed. */
    public static final String GLOBAL_MANAGEMENT_RULES = "\nacl = \"write\"\n"
            + writable("agent_prefix")
            + writable("event_prefix")
            + writable("key_prefix")
            + "keyring = \"write\"\n"
            + writable("node_prefix")
            + "operator = \"write\"\n"
            + writable("query_prefix")
            + block("service_prefix", "\tpolicy = \"write\"\n\tintentions = \"write\"\n")
            + "\n"
            + block("session_prefix", "\tpolicy = \"write\"\n");

    private AclBuiltins() {}

    private static String writable(String resource) {
        return block(resource, "\tpolicy = \"write\"\n") + "\n";
    }

    private static String block(String resource, String content) {
        return resource + " \"\" {\n" + content + "}";
    }
}
