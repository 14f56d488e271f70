package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.AclBindingRule;
import java.util.List;

/** The rules of binding rules (state-store §10). Stateless. */
public final class AclBindingRules {
    /** Its row in the index table. */
    public static final String INDEX_KEY = "acl-binding-rules";

    private AclBindingRules() {}

    /**
     * Writes a binding rule, also if it says what it said before.
     *
     * @throws StateException if its id or auth method is missing or the method is absent
     */
    public static void set(Change change, AclBindingRule rule) {
        var txn = change.txn();
        if (rule.id().isEmpty()) {
            throw new StateException("Missing ACL Binding Rule ID");
        } else if (rule.authMethod().isEmpty()) {
            throw new StateException("Missing ACL Binding Rule Auth Method");
        } else if (txn.first(AclTables.METHODS_ID, rule.authMethod(), null) == null) {
            throw new StateException("failed inserting acl binding rule: auth method not found");
        }
        var existing = Lookups.first(txn, AclTables.RULES_ID, rule.id(), null, "acl binding rule");
        change.insert(
                AclTables.RULES,
                rule.withIndexes(existing == null ? change.index() : existing.createIndex(), change.index()),
                "acl binding rule");
        change.bump(INDEX_KEY);
    }

    /**
     * Deletes a binding rule; nothing happens if it is absent.
     *
     * @throws StateException if the id is no UUID
     */
    public static void delete(Change change, String id) {
        var existing = Lookups.first(change.txn(), AclTables.RULES_ID, id, null, "acl binding rule");
        if (existing != null) {
            change.txn().delete(AclTables.RULES, existing);
            change.bump(INDEX_KEY);
        }
    }

    /**
     * A binding rule, or null, with the index of the table.
     *
     * @throws StateException if the id is no UUID
     */
    public static Indexed<AclBindingRule> get(ReadTxn txn, String id, WatchSet watch) {
        return new Indexed<>(
                Indexes.get(txn, INDEX_KEY, null),
                Lookups.first(txn, AclTables.RULES_ID, id, watch, "acl binding rule"));
    }

    /** All binding rules, in the order of their ids, with the index of the table. */
    public static Indexed<List<AclBindingRule>> list(ReadTxn txn, WatchSet watch) {
        return new Indexed<>(Indexes.get(txn, INDEX_KEY, null), Rows.toList(txn.scan(AclTables.RULES, watch)));
    }

    /** The binding rules of an auth method, in the order of their ids, with the index of the table. */
    public static Indexed<List<AclBindingRule>> ofMethod(ReadTxn txn, String method, WatchSet watch) {
        return new Indexed<>(
                Indexes.get(txn, INDEX_KEY, null), Rows.toList(txn.all(AclTables.RULES_AUTH_METHOD, method, watch)));
    }
}
