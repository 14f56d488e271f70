package io.curia.state;

import io.curia.memdb.Index;
import io.curia.memdb.Indexers;
import io.curia.memdb.Table;
import io.curia.model.AclAuthMethod;
import io.curia.model.AclBindingRule;
import io.curia.model.AclLink;
import io.curia.model.AclPolicy;
import io.curia.model.AclRole;
import io.curia.model.AclToken;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The tables of access control. */
public final class AclTables {
    private static final Table.Builder<AclToken> TOKENS_BUILDER = Table.named("acl-tokens");
    static final Index<AclToken, String> TOKENS_ID =
            TOKENS_BUILDER.uniqueIndex("id", Indexers.string(AclToken::secretId));
    static final Index<AclToken, String> TOKENS_ACCESSOR = TOKENS_BUILDER.uniqueIndex(
            "accessor", Indexers.uuid(AclToken::accessorId).allowMissing());
    static final Index<AclToken, String> TOKENS_POLICIES = TOKENS_BUILDER.index(
            "policies", Indexers.<AclToken>uuids(row -> ids(row.policies())).allowMissing());
    static final Index<AclToken, String> TOKENS_ROLES = TOKENS_BUILDER.index(
            "roles", Indexers.<AclToken>uuids(row -> ids(row.roles())).allowMissing());
    static final Index<AclToken, String> TOKENS_AUTH_METHOD = TOKENS_BUILDER.index(
            "authmethod", Indexers.lowerCase(AclToken::authMethod).allowMissing());
    static final Index<AclToken, Boolean> TOKENS_LOCAL =
            TOKENS_BUILDER.index("local", Indexers.conditional(AclToken::local));
    /** In the order of the times at which they cease to be valid, in seconds. */
    static final Index<AclToken, Long> TOKENS_EXPIRES_GLOBAL = TOKENS_BUILDER.index(
            "expires-global",
            Indexers.<AclToken>int64(row -> expiry(row, false)).allowMissing());
    /** In the order of the times at which they cease to be valid, in seconds. */
    static final Index<AclToken, Long> TOKENS_EXPIRES_LOCAL = TOKENS_BUILDER.index(
            "expires-local", Indexers.<AclToken>int64(row -> expiry(row, true)).allowMissing());

    static final Index<AclToken, Boolean> TOKENS_NEEDS_UPGRADE =
            TOKENS_BUILDER.index("needs-upgrade", Indexers.conditional((AclToken row) -> row.accessorId()
                    .isEmpty()));
    /** The tokens. */
    public static final Table<AclToken> TOKENS = TOKENS_BUILDER.build();

    private static final Table.Builder<AclPolicy> POLICIES_BUILDER = Table.named("acl-policies");
    static final Index<AclPolicy, String> POLICIES_ID =
            POLICIES_BUILDER.uniqueIndex("id", Indexers.uuid(AclPolicy::id));
    static final Index<AclPolicy, String> POLICIES_NAME =
            POLICIES_BUILDER.uniqueIndex("name", Indexers.lowerCase(AclPolicy::name));
    /** The policies. */
    public static final Table<AclPolicy> POLICIES =
            POLICIES_BUILDER.heapBytes(HeapEstimates::of).build();

    private static final Table.Builder<AclRole> ROLES_BUILDER = Table.named("acl-roles");
    static final Index<AclRole, String> ROLES_ID = ROLES_BUILDER.uniqueIndex("id", Indexers.uuid(AclRole::id));
    static final Index<AclRole, String> ROLES_NAME =
            ROLES_BUILDER.uniqueIndex("name", Indexers.lowerCase(AclRole::name));
    static final Index<AclRole, String> ROLES_POLICIES = ROLES_BUILDER.index(
            "policies", Indexers.<AclRole>uuids(row -> ids(row.policies())).allowMissing());
    /** The roles. */
    public static final Table<AclRole> ROLES = ROLES_BUILDER.build();

    private static final Table.Builder<AclBindingRule> RULES_BUILDER = Table.named("acl-binding-rules");
    static final Index<AclBindingRule, String> RULES_ID =
            RULES_BUILDER.uniqueIndex("id", Indexers.uuid(AclBindingRule::id));
    static final Index<AclBindingRule, String> RULES_AUTH_METHOD =
            RULES_BUILDER.index("authmethod", Indexers.lowerCase(AclBindingRule::authMethod));
    /** The binding rules. */
    public static final Table<AclBindingRule> RULES = RULES_BUILDER.build();

    private static final Table.Builder<AclAuthMethod> METHODS_BUILDER = Table.named("acl-auth-methods");
    static final Index<AclAuthMethod, String> METHODS_ID =
            METHODS_BUILDER.uniqueIndex("id", Indexers.lowerCase(AclAuthMethod::name));
    /** The auth methods. */
    public static final Table<AclAuthMethod> METHODS = METHODS_BUILDER.build();

    private AclTables() {}

    private static Set<String> ids(List<AclLink> links) {
        var ids = new LinkedHashSet<String>();
        if (links != null) {
            links.forEach(link -> ids.add(link.id()));
        }
        return ids;
    }

    private static Long expiry(AclToken token, boolean local) {
        var time = token.expirationTime();
        return time == null || time.isZero() || token.local() != local ? null : Long.valueOf(time.epochSecond());
    }
}
