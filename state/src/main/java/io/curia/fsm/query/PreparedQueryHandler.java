package io.curia.fsm.query;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.PreparedQueryStore;
import io.curia.state.StateException;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link PreparedQueryCommand}s. */
@ApplicationScoped
public class PreparedQueryHandler implements CommandHandler<PreparedQueryCommand> {
    @Override
    public int type() {
        return PreparedQueryCommand.TYPE;
    }

    @Override
    public PreparedQueryCommand decode(MsgpackReader in) {
        return PreparedQueryCommand.read(in);
    }

    @Override
    public ApplyResult apply(PreparedQueryCommand command, ApplyContext context) {
        var query = command.query();
        if (query == null) {
            throw new StateException("Missing Query ID");
        }
        switch (command.op()) {
            case "create", "update" -> PreparedQueryStore.set(context.txn(), context.index(), query);
            case "delete" -> PreparedQueryStore.delete(context.txn(), context.index(), query.id());
            default -> throw new StateException("Invalid PreparedQuery operation '" + command.op() + "'");
        }
        return ApplyResult.Nil.NIL;
    }
}
