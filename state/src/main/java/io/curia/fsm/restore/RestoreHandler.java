package io.curia.fsm.restore;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.model.RestoreChunk;
import io.curia.state.StagedRestore;
import io.curia.state.StateException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** Applies {@link RestoreCommand}s. */
@ApplicationScoped
public class RestoreHandler implements CommandHandler<RestoreCommand> {
    @Override
    public int type() {
        return RestoreCommand.TYPE;
    }

    @Override
    public RestoreCommand decode(MsgpackReader in) {
        return RestoreCommand.read(in);
    }

    @Override
    public ApplyResult apply(RestoreCommand command, ApplyContext context) {
        switch (command.op()) {
            case RestoreCommand.CHUNK -> stage(command.chunk(), context);
            case RestoreCommand.SWITCH -> switchTo(command, context);
            case RestoreCommand.DROP -> drop(command.chunk().restore(), context);
            default -> throw new StateException("Invalid restore operation '" + command.op() + "'");
        }
        return ApplyResult.Nil.NIL;
    }

    @Override
    public boolean canBeRehearsed() {
        return false;
    }

    private static void stage(RestoreChunk chunk, ApplyContext context) {
        if (chunk.restore().isEmpty()) {
            throw new StateException("a restore needs an id");
        }
        if (StagedRestore.add(context.txn(), chunk)) {
            context.stageArchive(chunk);
        }
    }

    private static void drop(String restore, ApplyContext context) {
        if (restore.equals(StagedRestore.present(context.txn()))) {
            StagedRestore.drop(context.txn());
            context.dropArchive();
        }
    }

    /** The archive was read once before it was proposed, so it fails nowhere or, for the same reason, everywhere. */
    private static void switchTo(RestoreCommand command, ApplyContext context) {
        var restore = command.chunk().restore();
        var chunks = StagedRestore.whole(context.txn(), restore, command.chunk().sequence());
        try {
            context.replaceState(restore, chunks);
        } catch (IOException e) {
            throw new StateException("the archive cannot be restored: " + e.getMessage());
        }
    }
}
