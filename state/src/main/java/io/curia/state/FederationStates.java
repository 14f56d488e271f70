package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.FederationState;
import java.util.List;

/** The rules of the federation states (state-store §12). Stateless. */
public final class FederationStates {
    /** Its row in the index table. */
    public static final String INDEX_KEY = "federation-states";

    private FederationStates() {}

    /**
     * Writes the state of a datacenter, also if it says what it said before. Without an index of the primary it takes its
     * own.
     *
     * @param state may be null, as one without a datacenter
     * @throws StateException if it has no datacenter
     */
    public static void set(Change change, FederationState state) {
        if (state == null || state.datacenter().isEmpty()) {
            throw new StateException("missing datacenter on federation state");
        }
        var existing = change.txn().first(SystemTables.FEDERATION_ID, state.datacenter(), null);
        long primaryIndex = state.primaryModifyIndex() == 0 ? change.index() : state.primaryModifyIndex();
        change.txn()
                .insert(
                        SystemTables.FEDERATION_STATES,
                        state.withPrimaryModifyIndex(primaryIndex)
                                .withIndexes(
                                        existing == null ? change.index() : existing.createIndex(), change.index()));
        change.bump(INDEX_KEY);
    }

    /** Deletes the state of a datacenter; nothing happens if it is absent. */
    public static void delete(Change change, String datacenter) {
        var existing = change.txn().first(SystemTables.FEDERATION_ID, datacenter, null);
        if (existing != null) {
            change.txn().delete(SystemTables.FEDERATION_STATES, existing);
            change.bump(INDEX_KEY);
        }
    }

    /** The state of a datacenter, or null, with the index of the table. */
    public static Indexed<FederationState> get(ReadTxn txn, String datacenter, WatchSet watch) {
        return new Indexed<>(
                Indexes.get(txn, INDEX_KEY, null), txn.first(SystemTables.FEDERATION_ID, datacenter, watch));
    }

    /** All states, in the order of their datacenters in lower case. */
    public static Indexed<List<FederationState>> list(ReadTxn txn, WatchSet watch) {
        return new Indexed<>(
                Indexes.get(txn, INDEX_KEY, null), Rows.toList(txn.scan(SystemTables.FEDERATION_STATES, watch)));
    }
}
