package io.curia.fsm;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.memdb.ReadTxn;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/**
 * Type 29: the chunks of writes under way, the last record of every snapshot. Entries are never cut into chunks here,
 * so it is written empty and passed over when read.
 */
@ApplicationScoped
public class ChunkingRecords implements SnapshotRecords {
    static final int TYPE = 29;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int position() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void write(ReadTxn txn, RecordOutput out) throws IOException {
        out.write(TYPE, "ChunkMap", ChunkingRecords::encodeEmpty);
    }

    @Override
    public void restore(MsgpackReader in, RestoreTarget target) {
        in.skip();
    }

    private static void encodeEmpty(MsgpackWriter out, String field) {
        out.mapHeader(1).string(field).mapHeader(0);
    }
}
