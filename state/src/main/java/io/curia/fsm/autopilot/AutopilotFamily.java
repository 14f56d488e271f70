package io.curia.fsm.autopilot;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandFamily;
import io.curia.fsm.CommandHandler;
import io.curia.fsm.EntryType;
import io.curia.fsm.SnapshotRecords;
import io.curia.fsm.structs.RowCodecs;
import io.curia.state.AutopilotConfigs;
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
                SnapshotRecords.ofTable(EntryType.AUTOPILOT, SystemTables.AUTOPILOT_CONFIG, RowCodecs.AUTOPILOT));
    }

    private static ApplyResult apply(AutopilotCommand command, Change change) {
        if (command.cas()) {
            return new ApplyResult.Bool(AutopilotConfigs.cas(change, command.config()));
        }
        AutopilotConfigs.set(change, command.config());
        return ApplyResult.Nil.NIL;
    }
}
