package io.curia.state;

import io.curia.memdb.Key2;
import io.curia.memdb.ReadTxn;
import io.curia.model.ByteString;
import io.curia.model.RestoreChunk;
import java.util.ArrayList;
import java.util.List;

/**
 * The one archive that is on its way to be restored, in the chunks in which it came through the log. The table never
 * holds chunks of two restores. Stateless; transactions bring their own rules for threads.
 */
public final class StagedRestore {
    /** The most that is kept, in bytes. */
    public static final long LIMIT = 1L << 30;

    private StagedRestore() {}

    /**
     * Keeps the next chunk. The first one of a restore takes the place of whatever was there.
     *
     * @return false if this very chunk is there already, so that nothing changes
     * @throws StateException if it is not the next one, or there is no room
     */
    public static boolean add(Change change, RestoreChunk chunk) {
        var txn = change.txn();
        if (chunk.equals(get(txn, chunk.restore(), chunk.sequence()))) {
            return false;
        }
        if (chunk.sequence() == 0 && chunk.offset() == 0) {
            drop(change);
        } else {
            requireNext(txn, chunk);
        }
        if (chunk.end() > LIMIT) {
            throw new StateException("the archive is too large, max size: " + LIMIT + " bytes");
        }
        txn.insert(RestoreTables.CHUNKS, chunk);
        return true;
    }

    private static void requireNext(ReadTxn txn, RestoreChunk chunk) {
        requirePresent(txn, chunk.restore());
        var previous = get(txn, chunk.restore(), chunk.sequence() - 1);
        if (previous == null
                || previous.last()
                || previous.end() != chunk.offset()
                || txn.count(RestoreTables.CHUNKS) != chunk.sequence()) {
            throw new StateException("a part of the archive came out of order");
        }
    }

    private static void requirePresent(ReadTxn txn, String restore) {
        var present = present(txn);
        if (present == null) {
            throw new StateException("the restore was dropped");
        } else if (!present.equals(restore)) {
            throw new StateException("another restore has begun");
        }
    }

    private static RestoreChunk get(ReadTxn txn, String restore, long sequence) {
        return restore.isEmpty() ? null : txn.first(RestoreTables.ID, Key2.of(restore, sequence), null);
    }

    /**
     * The chunks of a restore, in order.
     *
     * @throws StateException if they are not exactly that many
     */
    public static List<ByteString> whole(ReadTxn txn, String restore, long count) {
        requirePresent(txn, restore);
        if (txn.count(RestoreTables.CHUNKS) != count) {
            throw new StateException("a part of the archive is missing");
        }
        var chunks = new ArrayList<ByteString>();
        all(txn).forEach(row -> chunks.add(row.data()));
        return chunks;
    }

    /** How many chunks there are. */
    public static long count(ReadTxn txn) {
        return txn.count(RestoreTables.CHUNKS);
    }

    /** The id of the restore that is under way, or null. */
    public static String present(ReadTxn txn) {
        var rows = all(txn).iterator();
        return rows.hasNext() ? rows.next().restore() : null;
    }

    private static Iterable<RestoreChunk> all(ReadTxn txn) {
        return txn.scan(RestoreTables.CHUNKS, null);
    }

    /** Forgets all chunks. */
    public static void drop(Change change) {
        var rows = new ArrayList<RestoreChunk>();
        all(change.txn()).forEach(rows::add);
        rows.forEach(row -> change.txn().delete(RestoreTables.CHUNKS, row));
    }
}
