package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.AclAuthMethod;
import io.curia.model.AclBindingRule;
import java.util.List;

/** The rules of auth methods and their binding rules (state-store §10). Stateless. */
public final class AclAuthStore {
    /** The row of the binding rules in the index table. */
    public static final String RULES_INDEX_KEY = "acl-binding-rules";

    /** The row of the auth methods in the index table. */
    public static final String METHODS_INDEX_KEY = "acl-auth-methods";

    private AclAuthStore() {}

    /**
     * Writes a binding rule, also if it says what it said before.
     *
     * @throws StateException if its id or auth method is missing or the method is absent
     */
    public static void setRule(Change change, AclBindingRule rule) {
        var txn = change.txn();
        if (rule.id().isEmpty()) {
            throw new StateException("Missing ACL Binding Rule ID");
        } else if (rule.authMethod().isEmpty()) {
            throw new StateException("Missing ACL Binding Rule Auth Method");
        } else if (txn.first(AclTables.METHODS_ID, rule.authMethod(), null) == null) {
            throw new StateException("failed inserting acl binding rule: auth method not found");
        }
        var existing = Refusals.first(txn, AclTables.RULES_ID, rule.id(), null, "acl binding rule");
        Refusals.insert(
                change,
                AclTables.RULES,
                rule.withIndexes(existing == null ? change.index() : existing.createIndex(), change.index()),
                "acl binding rule");
        change.bump(RULES_INDEX_KEY);
    }

    /**
     * Deletes a binding rule; nothing happens if it is absent.
     *
     * @throws StateException if the id is no UUID
     */
    public static void deleteRule(Change change, String id) {
        var existing = Refusals.first(change.txn(), AclTables.RULES_ID, id, null, "acl binding rule");
        if (existing != null) {
            change.txn().delete(AclTables.RULES, existing);
            change.bump(RULES_INDEX_KEY);
        }
    }

    /**
     * A binding rule, or null, with the index of the table.
     *
     * @throws StateException if the id is no UUID
     */
    public static Indexed<AclBindingRule> rule(ReadTxn txn, String id, WatchSet watch) {
        return new Indexed<>(
                Indexes.get(txn, RULES_INDEX_KEY, null),
                Refusals.first(txn, AclTables.RULES_ID, id, watch, "acl binding rule"));
    }

    /** All binding rules, in the order of their ids, with the index of the table. */
    public static Indexed<List<AclBindingRule>> listRules(ReadTxn txn, WatchSet watch) {
        return new Indexed<>(Indexes.get(txn, RULES_INDEX_KEY, null), Rows.toList(txn.scan(AclTables.RULES, watch)));
    }

    /** The binding rules of an auth method, in the order of their ids, with the index of the table. */
    public static Indexed<List<AclBindingRule>> rulesOf(ReadTxn txn, String method, WatchSet watch) {
        return new Indexed<>(
                Indexes.get(txn, RULES_INDEX_KEY, null),
                Rows.toList(txn.all(AclTables.RULES_AUTH_METHOD, method, watch)));
    }

    /**
     * Writes an auth method, also if it says what it said before.
     *
     * @throws StateException if its name or type is missing
     */
    public static void setMethod(Change change, AclAuthMethod method) {
        if (method.name().isEmpty()) {
            throw new StateException("Missing ACL Auth Method Name");
        } else if (method.type().isEmpty()) {
            throw new StateException("Missing ACL Auth Method Type");
        }
        var existing = change.txn().first(AclTables.METHODS_ID, method.name(), null);
        change.txn()
                .insert(
                        AclTables.METHODS,
                        method.withIndexes(existing == null ? change.index() : existing.createIndex(), change.index()));
        change.bump(METHODS_INDEX_KEY);
    }

    /** Deletes an auth method with its binding rules and the tokens of its logins; nothing happens if it is absent. */
    public static void deleteMethod(Change change, String name) {
        var txn = change.txn();
        var existing = txn.first(AclTables.METHODS_ID, name, null);
        if (existing == null) {
            return;
        }
        Rows.toList(txn.all(AclTables.RULES_AUTH_METHOD, name, null)).forEach(rule -> deleteRule(change, rule.id()));
        AclTokenStore.deleteOfMethod(change, name, existing.makesGlobalTokens());
        txn.delete(AclTables.METHODS, existing);
        change.bump(METHODS_INDEX_KEY);
    }

    /** An auth method, or null, with the index of the table. */
    public static Indexed<AclAuthMethod> method(ReadTxn txn, String name, WatchSet watch) {
        return new Indexed<>(Indexes.get(txn, METHODS_INDEX_KEY, null), txn.first(AclTables.METHODS_ID, name, watch));
    }

    /** All auth methods, in the order of their names in lower case, with the index of the table. */
    public static Indexed<List<AclAuthMethod>> listMethods(ReadTxn txn, WatchSet watch) {
        return new Indexed<>(
                Indexes.get(txn, METHODS_INDEX_KEY, null), Rows.toList(txn.scan(AclTables.METHODS, watch)));
    }
}
