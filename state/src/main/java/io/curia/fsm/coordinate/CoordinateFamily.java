package io.curia.fsm.coordinate;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandFamily;
import io.curia.fsm.CommandHandler;
import io.curia.fsm.EntryType;
import io.curia.fsm.RecordOutput;
import io.curia.fsm.RestoreTarget;
import io.curia.fsm.SnapshotRecords;
import io.curia.fsm.structs.RowCodecs;
import io.curia.memdb.ReadTxn;
import io.curia.state.Change;
import io.curia.state.CoordinateTables;
import io.curia.state.Coordinates;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;

/** The network coordinates of nodes. */
@ApplicationScoped
public class CoordinateFamily implements CommandFamily {
    @Override
    public List<CommandHandler<?>> commands() {
        return List.of(
                CommandHandler.of(EntryType.COORDINATES, CoordinateBatchCommand::read, CoordinateFamily::update));
    }

    @Override
    public List<SnapshotRecords> records() {
        return List.of(new SnapshotRecords(
                EntryType.COORDINATES,
                List.of(CoordinateTables.COORDINATES),
                CoordinateFamily::write,
                CoordinateFamily::restore));
    }

    private static ApplyResult update(CoordinateBatchCommand command, Change change) {
        Coordinates.update(change, command.updates());
        return ApplyResult.Nil.NIL;
    }

    /** Each row in an array of its own. */
    private static void write(ReadTxn txn, RecordOutput out) throws IOException {
        for (var row : txn.scan(CoordinateTables.COORDINATES, null)) {
            out.write(EntryType.COORDINATES, List.of(row), RowCodecs.COORDINATE::writeAll);
        }
    }

    private static void restore(MsgpackReader in, RestoreTarget target) {
        for (var row : CoordinateBatchCommand.read(in).updates()) {
            target.insert(CoordinateTables.COORDINATES, row);
        }
        target.raiseIndex(Coordinates.INDEX_KEY, target.change().index());
    }
}
