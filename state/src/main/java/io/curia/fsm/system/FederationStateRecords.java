package io.curia.fsm.system;

import io.curia.codec.MsgpackException;
import io.curia.codec.MsgpackReader;
import io.curia.fsm.RecordOutput;
import io.curia.fsm.RestoreTarget;
import io.curia.fsm.SnapshotRecords;
import io.curia.memdb.ReadTxn;
import io.curia.state.FederationStateStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** Type 30 in snapshots: the federation states, each in the command that would write it. */
@ApplicationScoped
public class FederationStateRecords implements SnapshotRecords {
    private static final int POSITION = 18;

    @Override
    public int type() {
        return FederationStateCommand.TYPE;
    }

    @Override
    public int position() {
        return POSITION;
    }

    @Override
    public void write(ReadTxn txn, RecordOutput out) throws IOException {
        for (var row : FederationStateStore.all(txn)) {
            var record = new FederationStateCommand("", "upsert", row, "");
            out.write(type(), record, (writer, command) -> command.writePayload(writer));
        }
    }

    @Override
    public void restore(MsgpackReader in, RestoreTarget target) {
        var state = FederationStateCommand.read(in).state();
        if (state == null) {
            throw new MsgpackException("no federation state");
        }
        FederationStateStore.restore(target.txn(), state);
        target.raiseIndex(FederationStateStore.INDEX_KEY, state.modifyIndex());
    }
}
