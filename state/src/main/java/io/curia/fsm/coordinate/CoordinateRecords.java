package io.curia.fsm.coordinate;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.RecordOutput;
import io.curia.fsm.RestoreTarget;
import io.curia.fsm.SnapshotRecords;
import io.curia.memdb.ReadTxn;
import io.curia.state.Coordinates;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;

/** Type 6 in snapshots: the network coordinates, each in an array of its own. */
@ApplicationScoped
public class CoordinateRecords implements SnapshotRecords {
    private static final int POSITION = 2;

    @Override
    public int type() {
        return CoordinateBatchCommand.TYPE;
    }

    @Override
    public int position() {
        return POSITION;
    }

    @Override
    public void write(ReadTxn txn, RecordOutput out) throws IOException {
        for (var row : Coordinates.all(txn)) {
            out.write(CoordinateBatchCommand.TYPE, List.of(row), CoordinateCodec.CODEC::writeAll);
        }
    }

    @Override
    public void restore(MsgpackReader in, RestoreTarget target) {
        for (var row : CoordinateBatchCommand.read(in).updates()) {
            Coordinates.restore(target.txn(), row);
        }
        target.raiseIndex(Coordinates.INDEX_KEY, target.lastIndex());
    }
}
