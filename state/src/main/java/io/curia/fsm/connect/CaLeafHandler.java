package io.curia.fsm.connect;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.StateException;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link CaLeafCommand}s. */
@ApplicationScoped
public class CaLeafHandler implements CommandHandler<CaLeafCommand> {
    @Override
    public int type() {
        return CaLeafCommand.TYPE;
    }

    @Override
    public CaLeafCommand decode(MsgpackReader in) {
        return CaLeafCommand.read(in);
    }

    @Override
    public ApplyResult apply(CaLeafCommand command, ApplyContext context) {
        if (!command.op().equals("increment-index")) {
            throw new StateException("Invalid CA Leaf operation '" + command.op() + "'");
        }
        return new ApplyResult.Num(context.index());
    }
}
