package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.model.Quoted;
import io.curia.model.TxnOp;
import io.curia.model.TxnResult;
import java.util.ArrayList;
import java.util.List;

/** The operations of a transaction on keys. */
final class TxnKeys {
    private TxnKeys() {}

    /** Runs one that writes. */
    static List<TxnResult> write(Change change, TxnOp.OfKey op) {
        var txn = change.txn();
        var entry = op.entry();
        return switch (op.verb()) {
            case "set" -> {
                KvEntries.set(change, entry);
                yield written(txn, entry.key());
            }
            case "cas" -> {
                require(KvEntries.cas(change, entry), "failed to set key ", entry, ", index is stale");
                yield written(txn, entry.key());
            }
            case "lock" -> {
                require(KvEntries.lock(change, entry), "failed to lock key ", entry, ", lock is already held");
                yield written(txn, entry.key());
            }
            case "unlock" -> {
                require(
                        KvEntries.unlock(change, entry),
                        "failed to unlock key ",
                        entry,
                        ", lock isn't held, or is held by another session");
                yield written(txn, entry.key());
            }
            default -> {
                delete(change, op);
                yield List.of();
            }
        };
    }

    private static void delete(Change change, TxnOp.OfKey op) {
        var key = op.entry().key();
        switch (op.verb()) {
            case "delete" -> KvEntries.delete(change, key);
            case "delete-tree" -> KvEntries.deleteTree(change, key);
            case "delete-cas" ->
                require(
                        KvEntries.deleteCas(change, key, op.entry().modifyIndex()),
                        "failed to delete key ",
                        op.entry(),
                        ", index is stale");
            default -> throw new IllegalArgumentException("no verb that writes: " + op.verb());
        }
    }

    /** Runs one that only reads. */
    static List<TxnResult> read(ReadTxn txn, TxnOp.OfKey op) {
        var wanted = op.entry();
        var found = KvEntries.find(txn, wanted.key());
        return switch (op.verb()) {
            case "get" -> {
                require(found != null, "key ", wanted, " doesn't exist");
                yield List.of(new TxnResult.OfKey(found));
            }
            case "get-or-empty" -> List.of(new TxnResult.OfKey(found == null ? KvEntry.ofKey(wanted.key(), 0) : found));
            case "get-tree" -> {
                var results = new ArrayList<TxnResult>();
                KvEntries.list(txn, wanted.key(), null).value().forEach(row -> results.add(new TxnResult.OfKey(row)));
                yield results;
            }
            case "check-not-exists" -> {
                require(found == null, "key ", wanted, " exists");
                yield List.of();
            }
            default -> List.of(new TxnResult.OfKey(checked(op, found).withValue(null)));
        };
    }

    private static KvEntry checked(TxnOp.OfKey op, KvEntry found) {
        var wanted = op.entry();
        if (op.verb().equals("check-index")) {
            require(found != null, "failed to check index, key ", wanted, " doesn't exist");
            if (found.modifyIndex() != wanted.modifyIndex()) {
                throw new StateException("failed index check for key " + quoted(wanted) + ", current modify index "
                        + Long.toUnsignedString(found.modifyIndex()) + " != "
                        + Long.toUnsignedString(wanted.modifyIndex()));
            }
            return found;
        }
        require(found != null, "failed to check session, key ", wanted, " doesn't exist");
        if (!found.session().equals(wanted.session())) {
            throw new StateException("failed session check for key " + quoted(wanted) + ", current session "
                    + Quoted.of(found.session()) + " != " + Quoted.of(wanted.session()));
        }
        return found;
    }

    /** Clients know what they wrote, so results of writes do not repeat it. */
    private static List<TxnResult> written(ReadTxn txn, ByteString key) {
        return List.of(new TxnResult.OfKey(KvEntries.find(txn, key).withValue(null)));
    }

    private static void require(boolean condition, String before, KvEntry entry, String after) {
        if (!condition) {
            throw new StateException(before + quoted(entry) + after);
        }
    }

    private static String quoted(KvEntry entry) {
        return Quoted.of(entry.key().toString());
    }
}
