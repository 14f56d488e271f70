package io.curia.fsm.txn;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.Transactions;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link TxnCommand}s. */
@ApplicationScoped
public class TxnHandler implements CommandHandler<TxnCommand> {
    @Override
    public int type() {
        return TxnCommand.TYPE;
    }

    @Override
    public TxnCommand decode(MsgpackReader in) {
        return TxnCommand.read(in);
    }

    @Override
    public ApplyResult apply(TxnCommand command, ApplyContext context) {
        var response = Transactions.apply(context.change(), command.ops());
        return new ApplyResult.Encoded(TxnResponseCodec.encode(response));
    }
}
