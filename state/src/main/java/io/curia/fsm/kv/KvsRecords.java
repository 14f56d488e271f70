package io.curia.fsm.kv;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.RecordOutput;
import io.curia.fsm.RestoreTarget;
import io.curia.fsm.SnapshotRecords;
import io.curia.fsm.structs.KvEntryCodec;
import io.curia.memdb.ReadTxn;
import io.curia.state.KvStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** Type 2 in snapshots: the keys. */
@ApplicationScoped
public class KvsRecords implements SnapshotRecords {
    private static final int POSITION = 9;

    @Override
    public int type() {
        return KvsCommand.TYPE;
    }

    @Override
    public int position() {
        return POSITION;
    }

    @Override
    public void write(ReadTxn txn, RecordOutput out) throws IOException {
        for (var row : KvStore.all(txn)) {
            out.write(KvsCommand.TYPE, row, KvEntryCodec.CODEC::write);
        }
    }

    @Override
    public void restore(MsgpackReader in, RestoreTarget target) {
        var row = KvEntryCodec.CODEC.read(in);
        KvStore.restore(target.txn(), row);
        target.raiseIndex(KvStore.INDEX_KEY, row.modifyIndex());
    }
}
