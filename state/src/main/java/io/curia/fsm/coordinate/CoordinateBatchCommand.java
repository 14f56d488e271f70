package io.curia.fsm.coordinate;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.NodeCoordinate;
import java.util.List;

/**
 * Type 6: sets the network coordinates of nodes; those that are not valid or whose nodes are absent are passed over
 * (fsm-commands §3).
 *
 * @param updates the coordinates
 */
public record CoordinateBatchCommand(List<NodeCoordinate> updates) implements Command {
    public CoordinateBatchCommand {
        updates = List.copyOf(updates);
    }

    @Override
    public EntryType type() {
        return EntryType.COORDINATES;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        RowCodecs.COORDINATE.writeAll(out, updates);
    }

    static CoordinateBatchCommand read(MsgpackReader in) {
        var updates = RowCodecs.COORDINATE.readAll(in);
        return new CoordinateBatchCommand(updates == null ? List.of() : updates);
    }
}
