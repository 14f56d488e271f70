package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WriteTxn;
import io.curia.model.ByteString;
import io.curia.model.RestoreChunk;
import java.util.ArrayList;
import java.util.List;

/**
 * The one archive that is on its way to be restored, in the chunks in which it came through the log. Stateless;
 * transactions bring their own rules for threads.
 */
public final class StagedRestore {
    /** The most that is kept, in bytes. */
    public static final long LIMIT = 1L << 30;

    private StagedRestore() {}

    /**
     * Keeps the next chunk. The first one of a restore takes the place of whatever was there.
     *
     * @throws StateException if it is not the next one, or there is no room
     */
    public static void add(WriteTxn txn, RestoreChunk chunk) {
        if (chunk.sequence() == 0) {
            drop(txn);
        }
        long count = 0;
        long bytes = chunk.data().length();
        for (var row : all(txn)) {
            if (!row.restore().equals(chunk.restore())) {
                throw new StateException("another restore has begun");
            }
            count++;
            bytes += row.data().length();
        }
        if (count != chunk.sequence()) {
            throw new StateException("the restore was dropped");
        } else if (bytes > LIMIT) {
            throw new StateException("the archive is too large, max size: " + LIMIT + " bytes");
        }
        txn.insert(RestoreTable.CHUNKS, chunk);
    }

    /**
     * The chunks of a restore, in order.
     *
     * @throws StateException if they are not exactly that many
     */
    public static List<ByteString> whole(ReadTxn txn, String restore, long count) {
        var chunks = new ArrayList<ByteString>();
        for (var row : all(txn)) {
            if (row.restore().equals(restore)) {
                chunks.add(row.data());
            }
        }
        if (chunks.size() != count) {
            throw new StateException("the restore was dropped");
        }
        return chunks;
    }

    /** The id of the restore that is under way, or null. */
    public static String present(ReadTxn txn) {
        var rows = all(txn).iterator();
        return rows.hasNext() ? rows.next().restore() : null;
    }

    /** Forgets all chunks. */
    public static void drop(WriteTxn txn) {
        var rows = new ArrayList<RestoreChunk>();
        all(txn).forEach(rows::add);
        rows.forEach(row -> txn.delete(RestoreTable.CHUNKS, row));
    }

    /** Puts a chunk of a capture back. */
    public static void restore(WriteTxn txn, RestoreChunk chunk) {
        txn.insert(RestoreTable.CHUNKS, chunk);
    }

    /** All chunks, in order. */
    public static Iterable<RestoreChunk> all(ReadTxn txn) {
        return txn.scan(RestoreTable.CHUNKS, null);
    }
}
