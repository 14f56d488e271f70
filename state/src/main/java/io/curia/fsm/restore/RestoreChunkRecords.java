package io.curia.fsm.restore;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.RecordOutput;
import io.curia.fsm.RestoreTarget;
import io.curia.fsm.SnapshotRecords;
import io.curia.memdb.ReadTxn;
import io.curia.state.StagedRestore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** The chunks of a restore under way, in captures that stay inside the cluster; each looks like its command. */
@ApplicationScoped
public class RestoreChunkRecords implements SnapshotRecords {
    private static final int POSITION = 1000;

    @Override
    public int type() {
        return RestoreCommand.TYPE;
    }

    @Override
    public int position() {
        return POSITION;
    }

    @Override
    public boolean isPortable() {
        return false;
    }

    @Override
    public void write(ReadTxn txn, RecordOutput out) throws IOException {
        for (var chunk : StagedRestore.all(txn)) {
            out.write(
                    RestoreCommand.TYPE,
                    RestoreCommand.chunk(chunk),
                    (writer, command) -> command.writePayload(writer));
        }
    }

    @Override
    public void restore(MsgpackReader in, RestoreTarget target) {
        StagedRestore.restore(target.txn(), RestoreCommand.read(in).chunk());
    }
}
