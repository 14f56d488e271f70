package io.curia.fsm.config;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.ConfigStore;
import io.curia.state.StateException;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link ConfigEntryCommand}s. */
@ApplicationScoped
public class ConfigEntryHandler implements CommandHandler<ConfigEntryCommand> {
    @Override
    public int type() {
        return ConfigEntryCommand.TYPE;
    }

    @Override
    public ConfigEntryCommand decode(MsgpackReader in) {
        return ConfigEntryCommand.read(in);
    }

    @Override
    public ApplyResult apply(ConfigEntryCommand command, ApplyContext context) {
        var txn = context.txn();
        long index = context.index();
        var entry = command.entry();
        return switch (command.op()) {
            case ConfigEntryCommand.UPSERT -> {
                ConfigStore.set(txn, index, entry);
                yield new ApplyResult.Bool(true);
            }
            case ConfigEntryCommand.UPSERT_CAS -> new ApplyResult.Bool(ConfigStore.cas(txn, index, entry));
            case ConfigEntryCommand.DELETE -> {
                ConfigStore.delete(txn, index, entry.kind(), entry.name());
                yield ApplyResult.Nil.NIL;
            }
            case ConfigEntryCommand.DELETE_CAS ->
                new ApplyResult.Bool(
                        ConfigStore.deleteCas(txn, index, entry.kind(), entry.name(), entry.modifyIndex()));
            default -> throw new StateException("invalid config entry operation type: " + command.op());
        };
    }
}
