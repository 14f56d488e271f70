package io.curia.fsm.catalog;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.Catalog;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link DeregisterCommand}s. */
@ApplicationScoped
public class DeregisterHandler implements CommandHandler<DeregisterCommand> {
    @Override
    public int type() {
        return DeregisterCommand.TYPE;
    }

    @Override
    public DeregisterCommand decode(MsgpackReader in) {
        return DeregisterCommand.read(in);
    }

    @Override
    public ApplyResult apply(DeregisterCommand command, ApplyContext context) {
        Catalog.deregister(context.change(), command.node(), command.serviceId(), command.checkId());
        return ApplyResult.Nil.NIL;
    }
}
