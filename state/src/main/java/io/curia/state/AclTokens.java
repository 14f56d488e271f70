package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.AclPolicy;
import io.curia.model.AclRole;
import io.curia.model.AclToken;
import java.util.ArrayList;
import java.util.List;

/** The rules of tokens (state-store §10). Reads bring links up to date; the rows stay as they were written. Stateless. */
public final class AclTokens {
    /** Its row in the index table. */
    public static final String INDEX_KEY = "acl-tokens";

    /** Writes as a user makes them. */
    public static final Options PLAIN = new Options(false, false, false, false);

    private AclTokens() {}

    /**
     * How tokens are written.
     *
     * @param cas whether only if the index matches; if not, nothing happens
     * @param allowMissingLinks whether linked policies and roles may be absent
     * @param prohibitUnprivileged whether the token must allow something
     * @param fromReplication whether it comes from another datacenter
     */
    public record Options(
            boolean cas, boolean allowMissingLinks, boolean prohibitUnprivileged, boolean fromReplication) {}

    /**
     * Writes a token, also if it says what it said before, and gives it a hash if it has none.
     *
     * @throws StateException if an id is missing or changes, a link leads nowhere, its auth method is absent, an identity
     *     is incomplete, or it allows nothing and must
     */
    public static void set(Change change, AclToken token, Options options) {
        var txn = change.txn();
        requireIds(token, options);
        var existing = txn.first(AclTables.TOKENS_ID, token.secretId(), null);
        if (options.cas() && token.modifyIndex() != (existing == null ? 0 : existing.modifyIndex())) {
            return;
        }
        var linked = linked(txn, token, options);
        requireAuthMethod(txn, token, options);
        AclLinks.requireComplete(token.serviceIdentities(), token.nodeIdentities(), "Token");
        if (options.prohibitUnprivileged() && !allowsSomething(txn, token)) {
            throw new StateException("Token has no privileges");
        }
        requireSameIds(txn, existing, token);
        change.insert(
                AclTables.TOKENS,
                hashed(linked).withIndexes(existing == null ? change.index() : existing.createIndex(), change.index()),
                "acl token");
        change.bump(INDEX_KEY);
    }

    /**
     * Deletes a token; nothing happens if it is absent.
     *
     * @throws StateException if it is the anonymous one, or the id is no UUID
     */
    public static void delete(Change change, String accessorId) {
        var existing = Lookups.first(change.txn(), AclTables.TOKENS_ACCESSOR, accessorId, null, "acl token");
        if (existing == null) {
            return;
        } else if (existing.accessorId().equals(AclBuiltins.ANONYMOUS_ACCESSOR_ID)) {
            throw new StateException("Deletion of the builtin anonymous token is not permitted");
        }
        change.txn().delete(AclTables.TOKENS, existing);
        change.bump(INDEX_KEY);
    }

    /** Deletes the tokens of an auth method that are valid where its logins' tokens are. */
    static void deleteOfMethod(Change change, String method, boolean global) {
        var doomed = new ArrayList<AclToken>();
        for (var token : change.txn().all(AclTables.TOKENS_AUTH_METHOD, method, null)) {
            if (token.local() != global) {
                doomed.add(token);
            }
        }
        if (!doomed.isEmpty()) {
            doomed.forEach(token -> change.txn().delete(AclTables.TOKENS, token));
            change.bump(INDEX_KEY);
        }
    }

    /** The token with a secret, or null, with the index of the table. */
    public static Indexed<AclToken> bySecret(ReadTxn txn, String secretId, WatchSet watch) {
        return indexed(txn, txn.first(AclTables.TOKENS_ID, secretId, watch), watch);
    }

    /**
     * The token with an accessor id, or null, with the index of the table.
     *
     * @throws StateException if the id is no UUID
     */
    public static Indexed<AclToken> byAccessor(ReadTxn txn, String accessorId, WatchSet watch) {
        return indexed(txn, Lookups.first(txn, AclTables.TOKENS_ACCESSOR, accessorId, watch, "acl token"), watch);
    }

    /** All tokens, in the order of their secrets, with the index of the table. */
    public static Indexed<List<AclToken>> list(ReadTxn txn, WatchSet watch) {
        return indexed(txn, txn.scan(AclTables.TOKENS, watch), watch);
    }

    /**
     * The tokens linked to a policy, in the order of their secrets, with the index of the table.
     *
     * @throws StateException if the id is no UUID
     */
    public static Indexed<List<AclToken>> ofPolicy(ReadTxn txn, String policyId, WatchSet watch) {
        return indexed(txn, Lookups.all(txn, AclTables.TOKENS_POLICIES, policyId, watch, "acl token"), watch);
    }

    /**
     * The tokens linked to a role, in the order of their secrets, with the index of the table.
     *
     * @throws StateException if the id is no UUID
     */
    public static Indexed<List<AclToken>> ofRole(ReadTxn txn, String roleId, WatchSet watch) {
        return indexed(txn, Lookups.all(txn, AclTables.TOKENS_ROLES, roleId, watch, "acl token"), watch);
    }

    /** The tokens of logins through an auth method, in the order of their secrets, with the index of the table. */
    public static Indexed<List<AclToken>> ofMethod(ReadTxn txn, String method, WatchSet watch) {
        return indexed(txn, txn.all(AclTables.TOKENS_AUTH_METHOD, method, watch), watch);
    }

    /**
     * The tokens that are no longer valid, those first that ceased to be first.
     *
     * @param local whether those that are valid in this datacenter only, or the others
     * @param epochSecond the present time
     * @param max at most so many
     */
    public static List<AclToken> expired(ReadTxn txn, boolean local, long epochSecond, int max) {
        var rows = new ArrayList<AclToken>();
        var index = local ? AclTables.TOKENS_EXPIRES_LOCAL : AclTables.TOKENS_EXPIRES_GLOBAL;
        for (var token : txn.scan(index, null)) {
            if (rows.size() == max || token.expirationTime().epochSecond() >= epochSecond) {
                break;
            }
            rows.add(token);
        }
        return rows;
    }

    /**
     * Puts a row of a snapshot back with all its fields, and a hash if it has none; the index table is left alone.
     *
     * @throws IllegalArgumentException if an id is no UUID or the secret missing
     */
    public static void restore(Change change, AclToken token) {
        change.txn().insert(AclTables.TOKENS, hashed(token));
    }

    private static AclToken hashed(AclToken token) {
        return token.hash() == null ? token.withHash(AclHashes.of(token)) : token;
    }

    private static void requireIds(AclToken token, Options options) {
        if (token.secretId().isEmpty()) {
            throw new StateException("Missing ACL Token SecretID");
        } else if (token.accessorId().isEmpty()) {
            throw new StateException("Missing ACL Token AccessorID");
        } else if (options.fromReplication() && token.local()) {
            throw new StateException("Cannot replicate local tokens");
        }
    }

    private static void requireSameIds(ReadTxn txn, AclToken existing, AclToken token) {
        if (existing != null
                && !existing.accessorId().isEmpty()
                && !existing.accessorId().equals(token.accessorId())) {
            throw new StateException("The ACL Token AccessorID field is immutable");
        }
        var sameAccessor = Lookups.first(txn, AclTables.TOKENS_ACCESSOR, token.accessorId(), null, "acl token");
        if (sameAccessor != null && !sameAccessor.secretId().equals(token.secretId())) {
            throw new StateException("The ACL Token SecretID field is immutable");
        }
    }

    private static void requireAuthMethod(ReadTxn txn, AclToken token, Options options) {
        var method = token.authMethod();
        if (!method.isEmpty() && !options.fromReplication() && txn.first(AclTables.METHODS_ID, method, null) == null) {
            throw new StateException("No such auth method with Name: " + method);
        }
    }

    private static boolean allowsSomething(ReadTxn txn, AclToken token) {
        return AclLinks.valid(txn, token.policies(), AclTables.POLICIES_ID) > 0
                || AclLinks.valid(txn, token.roles(), AclTables.ROLES_ID) > 0
                || !(token.serviceIdentities() == null
                        || token.serviceIdentities().isEmpty())
                || !(token.nodeIdentities() == null || token.nodeIdentities().isEmpty());
    }

    private static AclToken linked(ReadTxn txn, AclToken token, Options options) {
        boolean missing = options.allowMissingLinks();
        return token.withLinks(
                AclLinks.resolved(
                        txn, token.policies(), AclTables.POLICIES_ID, AclPolicy::name, "Token", "policy", missing),
                AclLinks.resolved(txn, token.roles(), AclTables.ROLES_ID, AclRole::name, "Token", "role", missing));
    }

    private static Indexed<AclToken> indexed(ReadTxn txn, AclToken row, WatchSet watch) {
        return new Indexed<>(Indexes.get(txn, INDEX_KEY, null), current(txn, row, watch));
    }

    private static Indexed<List<AclToken>> indexed(ReadTxn txn, Iterable<AclToken> found, WatchSet watch) {
        var rows = new ArrayList<AclToken>();
        found.forEach(row -> rows.add(current(txn, row, watch)));
        return new Indexed<>(Indexes.get(txn, INDEX_KEY, null), rows);
    }

    private static AclToken current(ReadTxn txn, AclToken token, WatchSet watch) {
        if (token == null) {
            return null;
        }
        var policies = AclLinks.current(txn, token.policies(), AclTables.POLICIES_ID, AclPolicy::name, watch);
        var roles = AclLinks.current(txn, token.roles(), AclTables.ROLES_ID, AclRole::name, watch);
        boolean same = policies == token.policies() && roles == token.roles();
        return same ? token : token.withLinks(policies, roles);
    }
}
