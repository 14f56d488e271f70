package io.curia.fsm.system;

import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.EntryType;
import io.curia.fsm.RestoreTarget;
import io.curia.fsm.SnapshotRecords;
import io.curia.model.IndexEntry;
import io.curia.state.IndexTables;
import java.util.List;

/** The last records of a snapshot, which tell of all others. */
final class IndexRecords {
    private static final StructCodec<IndexEntry, ?> CODEC = StructCodec.of(IndexEntry.SHAPE);

    private IndexRecords() {}

    /** The rows of the index table. */
    static SnapshotRecords rows() {
        return SnapshotRecords.ofTable(
                EntryType.INDEX, IndexTables.INDEX, CODEC::write, CODEC::read, RestoreTarget::recordIndex);
    }

    /**
     * The chunks of writes under way, the last record of every snapshot. Entries are never cut into chunks here, so it is written
     * empty and passed over when read.
     */
    static SnapshotRecords chunks() {
        return new SnapshotRecords(
                EntryType.CHUNKING,
                List.of(),
                (txn, out) -> out.write(EntryType.CHUNKING, "ChunkMap", IndexRecords::encodeEmpty),
                (in, target) -> in.skip());
    }

    private static void encodeEmpty(MsgpackWriter out, String field) {
        out.mapHeader(1).string(field).mapHeader(0);
    }
}
