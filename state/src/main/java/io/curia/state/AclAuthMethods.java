package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.AclAuthMethod;
import java.util.List;

/** The rules of auth methods (state-store §10). Stateless. */
public final class AclAuthMethods {
    /** Its row in the index table. */
    public static final String INDEX_KEY = "acl-auth-methods";

    private AclAuthMethods() {}

    /**
     * Writes an auth method, also if it says what it said before.
     *
     * @throws StateException if its name or type is missing
     */
    public static void set(Change change, AclAuthMethod method) {
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
        change.bump(INDEX_KEY);
    }

    /** Deletes an auth method with its binding rules and the tokens of its logins; nothing happens if it is absent. */
    public static void delete(Change change, String name) {
        var txn = change.txn();
        var existing = txn.first(AclTables.METHODS_ID, name, null);
        if (existing == null) {
            return;
        }
        Rows.toList(txn.all(AclTables.RULES_AUTH_METHOD, name, null))
                .forEach(rule -> AclBindingRules.delete(change, rule.id()));
        AclTokens.deleteOfMethod(change, name, existing.makesGlobalTokens());
        txn.delete(AclTables.METHODS, existing);
        change.bump(INDEX_KEY);
    }

    /** An auth method, or null, with the index of the table. */
    public static Indexed<AclAuthMethod> get(ReadTxn txn, String name, WatchSet watch) {
        return new Indexed<>(Indexes.get(txn, INDEX_KEY, null), txn.first(AclTables.METHODS_ID, name, watch));
    }

    /** All auth methods, in the order of their names in lower case, with the index of the table. */
    public static Indexed<List<AclAuthMethod>> list(ReadTxn txn, WatchSet watch) {
        return new Indexed<>(Indexes.get(txn, INDEX_KEY, null), Rows.toList(txn.scan(AclTables.METHODS, watch)));
    }
}
