package io.curia.fsm.coordinate;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.fsm.Command;
import io.curia.model.NodeCoordinate;
import java.util.List;

/**
 * Type 6: sets the network coordinates of nodes; those that are not valid or whose nodes are absent are passed over
 * (fsm-commands §3).
 *
 * @param updates the coordinates
 */
public record CoordinateBatchCommand(List<NodeCoordinate> updates) implements Command {
    static final int TYPE = 6;

    public CoordinateBatchCommand {
        updates = List.copyOf(updates);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CoordinateCodec.CODEC.writeAll(out, updates);
    }

    static CoordinateBatchCommand read(MsgpackReader in) {
        var updates = CoordinateCodec.CODEC.readAll(in);
        return new CoordinateBatchCommand(updates == null ? List.of() : updates);
    }
}
