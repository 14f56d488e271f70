package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.codec.StructCodec;
import io.curia.fsm.RecordOutput;
import io.curia.fsm.RestoreTarget;
import io.curia.fsm.SnapshotRecords;
import io.curia.memdb.ReadTxn;
import io.curia.state.AclBootstrap;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Type 11 in snapshots of old servers: that the first token has been made, and when. It is a row of the index table by
 * now. Read, never written.
 */
@ApplicationScoped
public class AclBootstrapRecords implements SnapshotRecords {
    private static final int POSITION = 4;

    private static final StructCodec<Draft, Draft> CODEC = StructCodec.<Draft, Draft>of(Draft::new, draft -> draft)
            .uint64("ModifyIndex", draft -> draft.modifyIndex, (draft, value) -> draft.modifyIndex = value)
            .build();

    @Override
    public int type() {
        return AclBootstrapCommand.TYPE;
    }

    @Override
    public int position() {
        return POSITION;
    }

    @Override
    public void write(ReadTxn txn, RecordOutput out) {
        // The row of the index table says it.
    }

    @Override
    public void restore(MsgpackReader in, RestoreTarget target) {
        target.raiseIndex(AclBootstrap.INDEX_KEY, CODEC.read(in).modifyIndex);
    }

    private static final class Draft {
        private long modifyIndex;
    }
}
