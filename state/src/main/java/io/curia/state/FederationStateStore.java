package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.memdb.WriteTxn;
import io.curia.model.FederationState;
import java.util.List;

/** The rules of the federation states (state-store §12). Stateless. */
public final class FederationStateStore {
    /** Its row in the index table. */
    public static final String INDEX_KEY = "federation-states";

    private FederationStateStore() {}

    /**
     * Writes the state of a datacenter, also if it says what it said before. Without an index of the primary it takes its
     * own.
     *
     * @param state may be null, as one without a datacenter
     * @throws StateException if it has no datacenter
     */
    public static void set(WriteTxn txn, long index, FederationState state) {
        if (state == null || state.datacenter().isEmpty()) {
            throw new StateException("missing datacenter on federation state");
        }
        var existing = txn.first(SystemTables.FEDERATION_ID, state.datacenter(), null);
        long primaryIndex = state.primaryModifyIndex() == 0 ? index : state.primaryModifyIndex();
        txn.insert(
                SystemTables.FEDERATION_STATES,
                state.withPrimaryModifyIndex(primaryIndex)
                        .withIndexes(existing == null ? index : existing.createIndex(), index));
        Indexes.bump(txn, INDEX_KEY, index);
    }

    /** Deletes the state of a datacenter; nothing happens if it is absent. */
    public static void delete(WriteTxn txn, long index, String datacenter) {
        var existing = txn.first(SystemTables.FEDERATION_ID, datacenter, null);
        if (existing != null) {
            txn.delete(SystemTables.FEDERATION_STATES, existing);
            Indexes.bump(txn, INDEX_KEY, index);
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

    /** All states, in the order of their datacenters in lower case. */
    public static Iterable<FederationState> all(ReadTxn txn) {
        return txn.scan(SystemTables.FEDERATION_STATES, null);
    }

    /** Puts a row of a snapshot back with all its fields; the index table is left alone. */
    public static void restore(WriteTxn txn, FederationState state) {
        txn.insert(SystemTables.FEDERATION_STATES, state);
    }
}
