package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.AclPolicy;
import io.curia.model.AclRole;
import java.util.ArrayList;
import java.util.List;

/** The rules of roles (state-store §10). Reads bring links up to date; the rows stay as they were written. Stateless. */
public final class AclRoles {
    /** Its row in the index table. */
    public static final String INDEX_KEY = "acl-roles";

    private AclRoles() {}

    /**
     * Writes a role, also if it says what it said before.
     *
     * @param allowMissingLinks whether linked policies may be absent
     * @throws StateException if its id or name is missing, the name is another's, a link leads nowhere or an identity is
     *     incomplete
     */
    public static void set(Change change, AclRole role, boolean allowMissingLinks) {
        var txn = change.txn();
        if (role.id().isEmpty()) {
            throw new StateException("Missing ACL Role ID");
        } else if (role.name().isEmpty()) {
            throw new StateException("Missing ACL Role Name");
        }
        var existing = Lookups.first(txn, AclTables.ROLES_ID, role.id(), null, "acl role");
        var sameName = txn.first(AclTables.ROLES_NAME, role.name(), null);
        if (sameName != null && !sameName.id().equalsIgnoreCase(role.id())) {
            throw new StateException("A role with name \"" + role.name() + "\" already exists");
        }
        var policies = AclLinks.resolved(
                txn, role.policies(), AclTables.POLICIES_ID, AclPolicy::name, "Role", "policy", allowMissingLinks);
        AclLinks.requireComplete(role.serviceIdentities(), role.nodeIdentities(), "Role");
        change.insert(
                AclTables.ROLES,
                role.withPolicies(policies)
                        .withIndexes(existing == null ? change.index() : existing.createIndex(), change.index()),
                "acl role");
        change.bump(INDEX_KEY);
    }

    /**
     * Deletes a role; links to it stay and lead nowhere. Nothing happens if it is absent.
     *
     * @throws StateException if the id is no UUID
     */
    public static void delete(Change change, String id) {
        var existing = Lookups.first(change.txn(), AclTables.ROLES_ID, id, null, "acl role");
        if (existing != null) {
            change.txn().delete(AclTables.ROLES, existing);
            change.bump(INDEX_KEY);
        }
    }

    /**
     * A role, or null, with the index of the table.
     *
     * @throws StateException if the id is no UUID
     */
    public static Indexed<AclRole> get(ReadTxn txn, String id, WatchSet watch) {
        var row = Lookups.first(txn, AclTables.ROLES_ID, id, watch, "acl role");
        return new Indexed<>(Indexes.get(txn, INDEX_KEY, null), current(txn, row, watch));
    }

    /** The role with a name, in whatever case, or null, with the index of the table. */
    public static Indexed<AclRole> byName(ReadTxn txn, String name, WatchSet watch) {
        var row = txn.first(AclTables.ROLES_NAME, name, watch);
        return new Indexed<>(Indexes.get(txn, INDEX_KEY, null), current(txn, row, watch));
    }

    /** All roles, in the order of their names in lower case, with the index of the table. */
    public static Indexed<List<AclRole>> list(ReadTxn txn, WatchSet watch) {
        return indexed(txn, txn.scan(AclTables.ROLES_NAME, watch), watch);
    }

    /**
     * The roles linked to a policy, in the order of their ids, with the index of the table.
     *
     * @throws StateException if the id is no UUID
     */
    public static Indexed<List<AclRole>> ofPolicy(ReadTxn txn, String policyId, WatchSet watch) {
        return indexed(txn, Lookups.all(txn, AclTables.ROLES_POLICIES, policyId, watch, "acl role"), watch);
    }

    private static Indexed<List<AclRole>> indexed(ReadTxn txn, Iterable<AclRole> found, WatchSet watch) {
        var rows = new ArrayList<AclRole>();
        found.forEach(row -> rows.add(current(txn, row, watch)));
        return new Indexed<>(Indexes.get(txn, INDEX_KEY, null), rows);
    }

    private static AclRole current(ReadTxn txn, AclRole role, WatchSet watch) {
        if (role == null) {
            return null;
        }
        var policies = AclLinks.current(txn, role.policies(), AclTables.POLICIES_ID, AclPolicy::name, watch);
        return policies == role.policies() ? role : role.withPolicies(policies);
    }
}
