package io.curia.fsm.intention;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.memdb.WriteTxn;
import io.curia.model.IntentionMutation;
import io.curia.state.Intentions;
import io.curia.state.LegacyIntentions;
import io.curia.state.StateException;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link IntentionCommand}s. */
@ApplicationScoped
public class IntentionHandler implements CommandHandler<IntentionCommand> {
    @Override
    public int type() {
        return IntentionCommand.TYPE;
    }

    @Override
    public IntentionCommand decode(MsgpackReader in) {
        return IntentionCommand.read(in);
    }

    @Override
    public ApplyResult apply(IntentionCommand command, ApplyContext context) {
        if (command.mutation() != null) {
            mutate(context.txn(), context.index(), command.op(), command.mutation());
        } else {
            change(context.txn(), context.index(), command);
        }
        return ApplyResult.Nil.NIL;
    }

    private static void mutate(WriteTxn txn, long index, String op, IntentionMutation mutation) {
        switch (op) {
            case "create" -> Intentions.create(txn, index, mutation);
            case "update" -> Intentions.updateById(txn, index, mutation);
            case "upsert" -> Intentions.upsert(txn, index, mutation);
            case "delete" -> {
                if (mutation.id().isEmpty()) {
                    Intentions.delete(txn, index, mutation.source(), mutation.destination());
                } else {
                    Intentions.deleteById(txn, index, mutation.id());
                }
            }
            default -> throw new StateException("Invalid Intention mutation operation '" + op + "'");
        }
    }

    private static void change(WriteTxn txn, long index, IntentionCommand command) {
        var intention = command.intention();
        switch (command.op()) {
            case "create", "update" -> LegacyIntentions.set(txn, index, intention);
            case "delete" -> LegacyIntentions.delete(txn, index, intention == null ? "" : intention.id());
            case "delete-all" -> LegacyIntentions.deleteAll(txn, index);
            default -> throw new StateException("Invalid Intention operation '" + command.op() + "'");
        }
    }
}
