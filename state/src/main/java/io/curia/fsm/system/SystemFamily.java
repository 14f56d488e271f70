package io.curia.fsm.system;

import io.curia.codec.MsgpackException;
import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandFamily;
import io.curia.fsm.CommandHandler;
import io.curia.fsm.EntryType;
import io.curia.fsm.SnapshotRecords;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.FederationState;
import io.curia.model.SystemMetadataEntry;
import io.curia.state.Change;
import io.curia.state.FederationStates;
import io.curia.state.StateException;
import io.curia.state.SystemMetadata;
import io.curia.state.SystemTables;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What servers keep for themselves: notes, federation states, virtual addresses, and the index table. */
@ApplicationScoped
public class SystemFamily implements CommandFamily {
    private static final String UPSERT = "upsert";
    private static final String DELETE = "delete";

    @Override
    public List<CommandHandler<?>> commands() {
        return List.of(
                CommandHandler.of(
                        EntryType.FEDERATION_STATE, FederationStateCommand::read, SystemFamily::applyFederation),
                CommandHandler.of(EntryType.SYSTEM_METADATA, SystemMetadataCommand::read, SystemFamily::applyMetadata),
                CommandHandler.of(
                        EntryType.LOG_CHECKPOINT,
                        LogCheckpointCommand::read,
                        (command, change) -> ApplyResult.Nil.NIL));
    }

    @Override
    public List<SnapshotRecords> records() {
        return List.of(
                VirtualIpRecords.ofServices(),
                VirtualIpRecords.free(),
                // Each looks like the command that would write it.
                SnapshotRecords.ofTable(
                        EntryType.FEDERATION_STATE,
                        SystemTables.FEDERATION_STATES,
                        (out, row) -> new FederationStateCommand("", UPSERT, row, "").writePayload(out),
                        SystemFamily::readFederation,
                        (target, row) -> target.insert(SystemTables.FEDERATION_STATES, row, row.modifyIndex())),
                SnapshotRecords.ofTable(
                        EntryType.SYSTEM_METADATA,
                        SystemTables.METADATA,
                        RowCodecs.METADATA,
                        SystemMetadataEntry::modifyIndex),
                IndexRecords.rows(),
                IndexRecords.chunks());
    }

    private static ApplyResult applyFederation(FederationStateCommand command, Change change) {
        var row = command.state();
        return switch (command.op()) {
            case UPSERT -> {
                FederationStates.set(change, row);
                yield new ApplyResult.Bool(true);
            }
            case DELETE -> {
                FederationStates.delete(change, row == null ? "" : row.datacenter());
                yield ApplyResult.Nil.NIL;
            }
            default -> throw new StateException("invalid federation state operation type: " + command.op());
        };
    }

    private static ApplyResult applyMetadata(SystemMetadataCommand command, Change change) {
        var row = command.entry();
        return switch (command.op()) {
            case UPSERT -> {
                SystemMetadata.set(change, row);
                yield new ApplyResult.Bool(true);
            }
            case DELETE -> {
                SystemMetadata.delete(change, row == null ? "" : row.key());
                yield ApplyResult.Nil.NIL;
            }
            default -> throw new StateException("invalid system metadata operation type: " + command.op());
        };
    }

    private static FederationState readFederation(MsgpackReader in) {
        var state = FederationStateCommand.read(in).state();
        if (state == null) {
            throw new MsgpackException("no federation state");
        }
        return state;
    }
}
