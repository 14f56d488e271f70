package io.curia.fsm.txn;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandFamily;
import io.curia.fsm.CommandHandler;
import io.curia.fsm.EntryType;
import io.curia.state.Change;
import io.curia.state.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Transactions, which have no tables of their own. */
@ApplicationScoped
public class TxnFamily implements CommandFamily {
    @Override
    public List<CommandHandler<?>> commands() {
        return List.of(CommandHandler.of(EntryType.TXN, TxnCommand::read, TxnFamily::apply));
    }

    private static ApplyResult apply(TxnCommand command, Change change) {
        return new ApplyResult.Encoded(TxnResponseCodec.encode(Transactions.apply(change, command.ops())));
    }
}
