package io.curia.state;

import io.curia.memdb.Index;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.Table;
import io.curia.memdb.WatchSet;

/** Inserts and lookups whose malformed keys are the fault of whoever asked, not of the server. */
final class Refusals {
    private Refusals() {}

    /**
     * Inserts a row or replaces the one with the same id.
     *
     * @param what names the row in the error
     * @throws StateException if a key is missing, malformed or taken
     */
    static <T> void insert(Change change, Table<T> table, T row, String what) {
        try {
            change.txn().insert(table, row);
        } catch (IllegalArgumentException e) {
            throw new StateException("failed inserting " + what + ": " + e.getMessage(), e);
        }
    }

    /**
     * The row with a key, or null.
     *
     * @param what names the row in the error
     * @throws StateException if the key is malformed
     */
    static <T, Q> T first(ReadTxn txn, Index<T, Q> index, Q query, WatchSet watch, String what) {
        try {
            return txn.first(index, query, watch);
        } catch (IllegalArgumentException e) {
            throw new StateException("failed " + what + " lookup: " + e.getMessage(), e);
        }
    }

    /**
     * The rows with a key.
     *
     * @param what names the rows in the error
     * @throws StateException if the key is malformed
     */
    static <T, Q> Iterable<T> all(ReadTxn txn, Index<T, Q> index, Q query, WatchSet watch, String what) {
        try {
            return txn.all(index, query, watch);
        } catch (IllegalArgumentException e) {
            throw new StateException("failed " + what + " lookup: " + e.getMessage(), e);
        }
    }
}
