package io.curia.fsm.coordinate;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.Coordinates;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link CoordinateBatchCommand}s. */
@ApplicationScoped
public class CoordinateHandler implements CommandHandler<CoordinateBatchCommand> {
    @Override
    public int type() {
        return CoordinateBatchCommand.TYPE;
    }

    @Override
    public CoordinateBatchCommand decode(MsgpackReader in) {
        return CoordinateBatchCommand.read(in);
    }

    @Override
    public ApplyResult apply(CoordinateBatchCommand command, ApplyContext context) {
        Coordinates.update(context.change(), command.updates());
        return ApplyResult.Nil.NIL;
    }
}
