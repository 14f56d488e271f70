package io.curia.fsm.catalog;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.Catalog;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link RegisterCommand}s. */
@ApplicationScoped
public class RegisterHandler implements CommandHandler<RegisterCommand> {
    @Override
    public int type() {
        return RegisterCommand.TYPE;
    }

    @Override
    public RegisterCommand decode(MsgpackReader in) {
        return RegisterCommand.read(in);
    }

    @Override
    public ApplyResult apply(RegisterCommand command, ApplyContext context) {
        Catalog.register(context.change(), command.registration());
        return ApplyResult.Nil.NIL;
    }
}
