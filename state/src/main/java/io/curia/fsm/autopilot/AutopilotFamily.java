package io.curia.fsm.autopilot;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandFamily;
import io.curia.fsm.CommandHandler;
import io.curia.fsm.EntryType;
import io.curia.fsm.SnapshotRecords;
import io.curia.state.AutopilotStore;
import io.curia.state.Change;
import io.curia.state.SystemTables;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The configuration of the autopilot. */
@ApplicationScoped
public class AutopilotFamily implements CommandFamily {
    @Override
    public List<CommandHandler<?>> commands() {
        return List.of(CommandHandler.of(EntryType.AUTOPILOT, AutopilotCommand::read, AutopilotFamily::apply));
    }

    @Override
    public List<SnapshotRecords> records() {
        return List.of(
                SnapshotRecords.ofTable(EntryType.AUTOPILOT, SystemTables.AUTOPILOT_CONFIG, AutopilotCodec.CONFIG));
    }

    private static ApplyResult apply(AutopilotCommand command, Change change) {
        if (command.cas()) {
            return new ApplyResult.Bool(AutopilotStore.cas(change, command.config()));
        }
        AutopilotStore.set(change, command.config());
        return ApplyResult.Nil.NIL;
    }
}
