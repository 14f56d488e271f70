package io.curia.state;

import io.curia.memdb.Index;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;

/** Lookups whose malformed keys are the fault of whoever asked, not of the server. */
final class Lookups {
    private Lookups() {}

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
