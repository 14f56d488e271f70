package io.curia.fsm.system;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.FederationStateStore;
import io.curia.state.StateException;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link FederationStateCommand}s. */
@ApplicationScoped
public class FederationStateHandler implements CommandHandler<FederationStateCommand> {
    @Override
    public int type() {
        return FederationStateCommand.TYPE;
    }

    @Override
    public FederationStateCommand decode(MsgpackReader in) {
        return FederationStateCommand.read(in);
    }

    @Override
    public ApplyResult apply(FederationStateCommand command, ApplyContext context) {
        var row = command.state();
        return switch (command.op()) {
            case "upsert" -> {
                FederationStateStore.set(context.txn(), context.index(), row);
                yield new ApplyResult.Bool(true);
            }
            case "delete" -> {
                FederationStateStore.delete(context.txn(), context.index(), row == null ? "" : row.datacenter());
                yield ApplyResult.Nil.NIL;
            }
            default -> throw new StateException("invalid federation state operation type: " + command.op());
        };
    }
}
