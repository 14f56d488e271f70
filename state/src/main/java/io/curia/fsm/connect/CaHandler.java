package io.curia.fsm.connect;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.memdb.WriteTxn;
import io.curia.model.CaConfiguration;
import io.curia.model.CaRoot;
import io.curia.state.CaStore;
import io.curia.state.StateException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Applies {@link CaCommand}s. */
@ApplicationScoped
public class CaHandler implements CommandHandler<CaCommand> {
    @Override
    public int type() {
        return CaCommand.TYPE;
    }

    @Override
    public CaCommand decode(MsgpackReader in) {
        return CaCommand.read(in);
    }

    @Override
    public ApplyResult apply(CaCommand command, ApplyContext context) {
        var txn = context.txn();
        long index = context.index();
        return switch (command.op()) {
            case "set-roots" -> new ApplyResult.Bool(setRoots(txn, index, command));
            case "set-config" -> setConfig(txn, index, command.config());
            case "set-roots-config" -> setRootsAndConfig(txn, index, command);
            case "set-provider-state" -> {
                CaStore.setProviderState(txn, index, given(command.providerState(), "provider state"));
                yield new ApplyResult.Bool(true);
            }
            case "delete-provider-state" -> {
                CaStore.deleteProviderState(
                        txn,
                        index,
                        given(command.providerState(), "provider state").id());
                yield new ApplyResult.Bool(true);
            }
            case "increment-provider-serial" -> new ApplyResult.Num(CaStore.incrementSerial(txn));
            default -> throw new StateException("Invalid CA operation '" + command.op() + "'");
        };
    }

    private static boolean setRoots(WriteTxn txn, long index, CaCommand command) {
        var roots = command.roots() == null ? List.<CaRoot>of() : command.roots();
        return CaStore.setRoots(txn, index, command.rootsIndex(), roots);
    }

    private static ApplyResult setConfig(WriteTxn txn, long index, CaConfiguration config) {
        var given = given(config, "configuration");
        if (given.modifyIndex() == 0) {
            CaStore.setConfig(txn, index, given);
            return ApplyResult.Nil.NIL;
        }
        CaStore.checkAndSetConfig(txn, index, given);
        return new ApplyResult.Bool(true);
    }

    /** The roots stay set though the configuration is refused (fsm-commands §3), so this refusal does not abort. */
    private static ApplyResult setRootsAndConfig(WriteTxn txn, long index, CaCommand command) {
        if (!setRoots(txn, index, command)) {
            return new ApplyResult.Bool(false);
        }
        try {
            setConfig(txn, index, command.config());
        } catch (StateException e) {
            return new ApplyResult.Failure(e.getMessage());
        }
        return new ApplyResult.Bool(true);
    }

    private static <T> T given(T part, String what) {
        if (part == null) {
            throw new StateException("Missing CA " + what);
        }
        return part;
    }
}
