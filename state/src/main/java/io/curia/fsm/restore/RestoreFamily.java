package io.curia.fsm.restore;

import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandFamily;
import io.curia.fsm.CommandHandler;
import io.curia.fsm.EntryType;
import io.curia.fsm.SnapshotRecords;
import io.curia.model.RestoreChunk;
import io.curia.state.RestoreTables;
import io.curia.state.StagedRestore;
import io.curia.state.StateException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;

/** Archives on their way to be restored. */
@ApplicationScoped
public class RestoreFamily implements CommandFamily {
    @Override
    public List<CommandHandler<?>> commands() {
        return List.of(CommandHandler.beyondTables(EntryType.RESTORE, RestoreCommand::read, RestoreFamily::apply));
    }

    /** The chunks of a restore under way, each of which looks like its command. */
    @Override
    public List<SnapshotRecords> records() {
        return List.of(SnapshotRecords.ofTable(
                EntryType.RESTORE,
                RestoreTables.CHUNKS,
                (out, chunk) -> RestoreCommand.chunk(chunk).writePayload(out),
                in -> RestoreCommand.read(in).chunk(),
                (target, chunk) -> target.insert(RestoreTables.CHUNKS, chunk)));
    }

    private static ApplyResult apply(RestoreCommand command, ApplyContext context) {
        switch (command.op()) {
            case RestoreCommand.CHUNK -> stage(command.chunk(), context);
            case RestoreCommand.SWITCH -> switchTo(command, context);
            case RestoreCommand.DROP -> drop(command.chunk().restore(), context);
            default -> throw new StateException("Invalid restore operation '" + command.op() + "'");
        }
        return ApplyResult.Nil.NIL;
    }

    private static void stage(RestoreChunk chunk, ApplyContext context) {
        if (chunk.restore().isEmpty()) {
            throw new StateException("a restore needs an id");
        }
        if (StagedRestore.add(context.change(), chunk)) {
            context.stageArchive(chunk);
        }
    }

    private static void drop(String restore, ApplyContext context) {
        if (restore.equals(StagedRestore.present(context.change().txn()))) {
            StagedRestore.drop(context.change());
            context.dropArchive();
        }
    }

    /** The archive was read once before it was proposed, so it fails nowhere or, for the same reason, everywhere. */
    private static void switchTo(RestoreCommand command, ApplyContext context) {
        var restore = command.chunk().restore();
        var chunks = StagedRestore.whole(
                context.change().txn(), restore, command.chunk().sequence());
        try {
            context.replaceState(restore, chunks);
        } catch (IOException e) {
            throw new StateException("the archive cannot be restored: " + e.getMessage());
        }
    }
}
