package io.curia.fsm.config;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandFamily;
import io.curia.fsm.CommandHandler;
import io.curia.fsm.EntryType;
import io.curia.fsm.RestoreTarget;
import io.curia.fsm.SnapshotRecords;
import io.curia.memdb.Table;
import io.curia.state.Change;
import io.curia.state.ConfigEntries;
import io.curia.state.ConfigTables;
import io.curia.state.GatewayServices;
import io.curia.state.MeshTables;
import io.curia.state.StateException;
import io.curia.state.Usage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Config entries, of which what gateways serve and who calls whom is derived. */
@ApplicationScoped
public class ConfigFamily implements CommandFamily {
    @Override
    public List<CommandHandler<?>> commands() {
        return List.of(CommandHandler.of(EntryType.CONFIG_ENTRY, ConfigEntryCommand::read, ConfigFamily::apply));
    }

    @Override
    public List<SnapshotRecords> records() {
        return List.of(SnapshotRecords.ofTable(
                EntryType.CONFIG_ENTRY,
                ConfigTables.ENTRIES,
                (out, entry) -> ConfigEntryCommand.of("", entry).writePayload(out),
                in -> ConfigEntryCommand.read(in).entry(),
                (target, entry) -> target.insert(ConfigTables.ENTRIES, entry, entry.modifyIndex())));
    }

    @Override
    public List<Table<?>> derived() {
        return List.of(MeshTables.GATEWAY_SERVICES, MeshTables.TOPOLOGY);
    }

    @Override
    public void restored(RestoreTarget target) {
        GatewayServices.rebuild(target.change());
        Usage.recountConfig(target.change());
    }

    private static ApplyResult apply(ConfigEntryCommand command, Change change) {
        var entry = command.entry();
        return switch (command.op()) {
            case ConfigEntryCommand.UPSERT -> {
                ConfigEntries.set(change, entry);
                yield new ApplyResult.Bool(true);
            }
            case ConfigEntryCommand.UPSERT_CAS -> new ApplyResult.Bool(ConfigEntries.cas(change, entry));
            case ConfigEntryCommand.DELETE -> {
                ConfigEntries.delete(change, entry.kind(), entry.name());
                yield ApplyResult.Nil.NIL;
            }
            case ConfigEntryCommand.DELETE_CAS ->
                new ApplyResult.Bool(ConfigEntries.deleteCas(change, entry.kind(), entry.name(), entry.modifyIndex()));
            default -> throw new StateException("invalid config entry operation type: " + command.op());
        };
    }
}
