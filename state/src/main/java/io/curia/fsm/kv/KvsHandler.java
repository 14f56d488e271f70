package io.curia.fsm.kv;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.KvStore;
import io.curia.state.StateException;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link KvsCommand}s. */
@ApplicationScoped
public class KvsHandler implements CommandHandler<KvsCommand> {
    @Override
    public int type() {
        return KvsCommand.TYPE;
    }

    @Override
    public KvsCommand decode(MsgpackReader in) {
        return KvsCommand.read(in);
    }

    @Override
    public ApplyResult apply(KvsCommand command, ApplyContext context) {
        var op = KvsOp.byWireName(command.op())
                .orElseThrow(() -> new StateException("Invalid KVS operation '" + command.op() + "'"));
        var txn = context.txn();
        long index = context.index();
        var entry = command.entry();
        return switch (op) {
            case CAS -> new ApplyResult.Bool(KvStore.cas(txn, index, entry));
            case DELETE_CAS -> new ApplyResult.Bool(KvStore.deleteCas(txn, index, entry.key(), entry.modifyIndex()));
            case LOCK -> new ApplyResult.Bool(KvStore.lock(txn, index, entry));
            case UNLOCK -> new ApplyResult.Bool(KvStore.unlock(txn, index, entry));
            case SET -> {
                KvStore.set(txn, index, entry);
                yield ApplyResult.Nil.NIL;
            }
            case DELETE -> {
                KvStore.delete(txn, index, entry.key());
                yield ApplyResult.Nil.NIL;
            }
            case DELETE_TREE -> {
                KvStore.deleteTree(txn, index, entry.key());
                yield ApplyResult.Nil.NIL;
            }
        };
    }
}
