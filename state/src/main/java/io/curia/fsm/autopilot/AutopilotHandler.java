package io.curia.fsm.autopilot;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.AutopilotStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link AutopilotCommand}s. */
@ApplicationScoped
public class AutopilotHandler implements CommandHandler<AutopilotCommand> {
    @Override
    public int type() {
        return AutopilotCommand.TYPE;
    }

    @Override
    public AutopilotCommand decode(MsgpackReader in) {
        return AutopilotCommand.read(in);
    }

    @Override
    public ApplyResult apply(AutopilotCommand command, ApplyContext context) {
        if (command.cas()) {
            return new ApplyResult.Bool(AutopilotStore.cas(context.txn(), context.index(), command.config()));
        }
        AutopilotStore.set(context.txn(), context.index(), command.config());
        return ApplyResult.Nil.NIL;
    }
}
