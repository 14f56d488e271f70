package io.curia.fsm;

import io.curia.codec.MsgpackReader;
import io.curia.codec.StructCodec;
import io.curia.memdb.ReadTxn;
import io.curia.model.IndexEntry;
import io.curia.state.Indexes;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** Type 16: the rows of the index table. */
@ApplicationScoped
public class IndexRecords implements SnapshotRecords {
    private static final int TYPE = 16;
    private static final int POSITION = 20;

    private static final StructCodec<IndexEntry, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("Key", IndexEntry::key, (draft, value) -> draft.key = value)
            .uint64("Value", IndexEntry::value, (draft, value) -> draft.value = value)
            .build();

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int position() {
        return POSITION;
    }

    @Override
    public void write(ReadTxn txn, RecordOutput out) throws IOException {
        for (var row : Indexes.all(txn)) {
            out.write(TYPE, row, CODEC::write);
        }
    }

    @Override
    public void restore(MsgpackReader in, RestoreTarget target) {
        target.recordIndex(CODEC.read(in));
    }

    private static final class Draft {
        private String key = "";
        private long value;

        IndexEntry finish() {
            return new IndexEntry(key, value);
        }
    }
}
