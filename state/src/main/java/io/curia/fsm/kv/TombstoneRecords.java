package io.curia.fsm.kv;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.RecordOutput;
import io.curia.fsm.RestoreTarget;
import io.curia.fsm.SnapshotRecords;
import io.curia.fsm.structs.KvEntryCodec;
import io.curia.memdb.ReadTxn;
import io.curia.model.KvEntry;
import io.curia.model.Tombstone;
import io.curia.state.Tombstones;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** Type 5 in snapshots: the tombstones, each in the form of an entry with only a key and an index. */
@ApplicationScoped
public class TombstoneRecords implements SnapshotRecords {
    private static final int POSITION = 10;

    @Override
    public int type() {
        return TombstoneReapCommand.TYPE;
    }

    @Override
    public int position() {
        return POSITION;
    }

    @Override
    public void write(ReadTxn txn, RecordOutput out) throws IOException {
        for (var stone : Tombstones.all(txn)) {
            out.write(TombstoneReapCommand.TYPE, KvEntry.ofKey(stone.key(), stone.index()), KvEntryCodec.CODEC::write);
        }
    }

    @Override
    public void restore(MsgpackReader in, RestoreTarget target) {
        var row = KvEntryCodec.CODEC.read(in);
        Tombstones.restore(target.txn(), new Tombstone(row.key(), row.modifyIndex()));
        target.raiseIndex(Tombstones.INDEX_KEY, row.modifyIndex());
    }
}
