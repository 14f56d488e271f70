package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.memdb.WriteTxn;
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
    public static void setRule(WriteTxn txn, long index, AclBindingRule rule) {
        if (rule.id().isEmpty()) {
            throw new StateException("Missing ACL Binding Rule ID");
        } else if (rule.authMethod().isEmpty()) {
            throw new StateException("Missing ACL Binding Rule Auth Method");
        } else if (txn.first(AclTables.METHODS_ID, rule.authMethod(), null) == null) {
            throw new StateException("failed inserting acl binding rule: auth method not found");
        }
        var existing = Refusals.first(txn, AclTables.RULES_ID, rule.id(), null, "acl binding rule");
        Refusals.insert(
                txn,
                AclTables.RULES,
                rule.withIndexes(existing == null ? index : existing.createIndex(), index),
                "acl binding rule");
        Indexes.bump(txn, RULES_INDEX_KEY, index);
    }

    /**
     * Deletes a binding rule; nothing happens if it is absent.
     *
     * @throws StateException if the id is no UUID
     */
    public static void deleteRule(WriteTxn txn, long index, String id) {
        var existing = Refusals.first(txn, AclTables.RULES_ID, id, null, "acl binding rule");
        if (existing != null) {
            txn.delete(AclTables.RULES, existing);
            Indexes.bump(txn, RULES_INDEX_KEY, index);
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

    /** All binding rules, in the order of their ids. */
    public static Iterable<AclBindingRule> rules(ReadTxn txn) {
        return txn.scan(AclTables.RULES, null);
    }

    /**
     * Puts a row of a snapshot back with all its fields; the index table is left alone.
     *
     * @throws IllegalArgumentException if its id is no UUID or its auth method missing
     */
    public static void restore(WriteTxn txn, AclBindingRule rule) {
        txn.insert(AclTables.RULES, rule);
    }

    /**
     * Writes an auth method, also if it says what it said before.
     *
     * @throws StateException if its name or type is missing
     */
    public static void setMethod(WriteTxn txn, long index, AclAuthMethod method) {
        if (method.name().isEmpty()) {
            throw new StateException("Missing ACL Auth Method Name");
        } else if (method.type().isEmpty()) {
            throw new StateException("Missing ACL Auth Method Type");
        }
        var existing = txn.first(AclTables.METHODS_ID, method.name(), null);
        txn.insert(AclTables.METHODS, method.withIndexes(existing == null ? index : existing.createIndex(), index));
        Indexes.bump(txn, METHODS_INDEX_KEY, index);
    }

    /** Deletes an auth method with its binding rules and the tokens of its logins; nothing happens if it is absent. */
    public static void deleteMethod(WriteTxn txn, long index, String name) {
        var existing = txn.first(AclTables.METHODS_ID, name, null);
        if (existing == null) {
            return;
        }
        Rows.toList(txn.all(AclTables.RULES_AUTH_METHOD, name, null))
                .forEach(rule -> deleteRule(txn, index, rule.id()));
        AclTokenStore.deleteOfMethod(txn, index, name, existing.makesGlobalTokens());
        txn.delete(AclTables.METHODS, existing);
        Indexes.bump(txn, METHODS_INDEX_KEY, index);
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

    /** All auth methods, in the order of their names in lower case. */
    public static Iterable<AclAuthMethod> methods(ReadTxn txn) {
        return txn.scan(AclTables.METHODS, null);
    }

    /**
     * Puts a row of a snapshot back with all its fields; the index table is left alone.
     *
     * @throws IllegalArgumentException if its name is missing
     */
    public static void restore(WriteTxn txn, AclAuthMethod method) {
        txn.insert(AclTables.METHODS, method);
    }
}
