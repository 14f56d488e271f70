package io.curia.fsm.system;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.StateException;
import io.curia.state.SystemMetadataStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link SystemMetadataCommand}s. */
@ApplicationScoped
public class SystemMetadataHandler implements CommandHandler<SystemMetadataCommand> {
    @Override
    public int type() {
        return SystemMetadataCommand.TYPE;
    }

    @Override
    public SystemMetadataCommand decode(MsgpackReader in) {
        return SystemMetadataCommand.read(in);
    }

    @Override
    public ApplyResult apply(SystemMetadataCommand command, ApplyContext context) {
        var row = command.entry();
        return switch (command.op()) {
            case "upsert" -> {
                SystemMetadataStore.set(context.txn(), context.index(), row);
                yield new ApplyResult.Bool(true);
            }
            case "delete" -> {
                SystemMetadataStore.delete(context.txn(), context.index(), row == null ? "" : row.key());
                yield ApplyResult.Nil.NIL;
            }
            default -> throw new StateException("invalid system metadata operation type: " + command.op());
        };
    }
}
