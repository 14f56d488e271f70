package io.curia.fsm.kv;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.StateException;
import io.curia.state.Tombstones;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link TombstoneReapCommand}s. */
@ApplicationScoped
public class TombstoneHandler implements CommandHandler<TombstoneReapCommand> {
    @Override
    public int type() {
        return TombstoneReapCommand.TYPE;
    }

    @Override
    public TombstoneReapCommand decode(MsgpackReader in) {
        return TombstoneReapCommand.read(in);
    }

    @Override
    public ApplyResult apply(TombstoneReapCommand command, ApplyContext context) {
        if (!command.op().equals(TombstoneReapCommand.REAP)) {
            throw new StateException("Invalid Tombstone operation '" + command.op() + "'");
        }
        Tombstones.reap(context.txn(), command.reapIndex());
        return ApplyResult.Nil.NIL;
    }
}
