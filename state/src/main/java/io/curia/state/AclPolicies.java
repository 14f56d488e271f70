package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.AclPolicy;
import java.util.List;

/** The rules of policies (state-store §10). Stateless. */
public final class AclPolicies {
    /** Its row in the index table. */
    public static final String INDEX_KEY = "acl-policies";

    private AclPolicies() {}

    /**
     * Writes a policy, also if it says what it said before.
     *
     * @throws StateException if its id or name is missing, the name is another's, or it changes what is fixed of the
     *     built-in one
     */
    public static void set(Change change, AclPolicy policy) {
        var txn = change.txn();
        if (policy.id().isEmpty()) {
            throw new StateException("Missing ACL Policy ID");
        } else if (policy.name().isEmpty()) {
            throw new StateException("Missing ACL Policy Name");
        }
        var existing = Lookups.first(txn, AclTables.POLICIES_ID, policy.id(), null, "acl policy");
        if (existing != null && policy.id().equals(AclBuiltins.GLOBAL_MANAGEMENT_ID)) {
            requireUnchanged(policy);
        }
        var sameName = txn.first(AclTables.POLICIES_NAME, policy.name(), null);
        if (sameName != null && !sameName.id().equalsIgnoreCase(policy.id())) {
            throw new StateException("A policy with name \"" + policy.name() + "\" already exists");
        }
        change.insert(
                AclTables.POLICIES,
                policy.withIndexes(existing == null ? change.index() : existing.createIndex(), change.index()),
                "acl policy");
        change.bump(INDEX_KEY);
    }

    /**
     * Deletes a policy; links to it stay and lead nowhere. Nothing happens if it is absent.
     *
     * @throws StateException if it is the built-in one, or the id is no UUID
     */
    public static void delete(Change change, String id) {
        var existing = Lookups.first(change.txn(), AclTables.POLICIES_ID, id, null, "acl policy");
        if (existing == null) {
            return;
        } else if (existing.id().equals(AclBuiltins.GLOBAL_MANAGEMENT_ID)) {
            throw new StateException("Deletion of the builtin global-management policy is not permitted");
        }
        change.txn().delete(AclTables.POLICIES, existing);
        change.bump(INDEX_KEY);
    }

    /**
     * A policy, or null, with the index of the table.
     *
     * @throws StateException if the id is no UUID
     */
    public static Indexed<AclPolicy> get(ReadTxn txn, String id, WatchSet watch) {
        return new Indexed<>(
                Indexes.get(txn, INDEX_KEY, null), Lookups.first(txn, AclTables.POLICIES_ID, id, watch, "acl policy"));
    }

    /** The policy with a name, in whatever case, or null, with the index of the table. */
    public static Indexed<AclPolicy> byName(ReadTxn txn, String name, WatchSet watch) {
        return new Indexed<>(Indexes.get(txn, INDEX_KEY, null), txn.first(AclTables.POLICIES_NAME, name, watch));
    }

    /** All policies, in the order of their names in lower case, with the index of the table. */
    public static Indexed<List<AclPolicy>> list(ReadTxn txn, WatchSet watch) {
        return new Indexed<>(Indexes.get(txn, INDEX_KEY, null), Rows.toList(txn.scan(AclTables.POLICIES_NAME, watch)));
    }

    private static void requireUnchanged(AclPolicy policy) {
        if (!policy.rules().equals(AclBuiltins.GLOBAL_MANAGEMENT_RULES)) {
            throw new StateException("Changing the Rules for the builtin global-management policy is not permitted");
        } else if (policy.datacenters() != null && !policy.datacenters().isEmpty()) {
            throw new StateException(
                    "Changing the Datacenters of the builtin global-management policy is not permitted");
        }
    }
}
