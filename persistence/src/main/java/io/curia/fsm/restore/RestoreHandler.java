package io.curia.fsm.restore;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.model.ByteString;
import io.curia.state.StagedRestore;
import io.curia.state.StateException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;

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
            case RestoreCommand.CHUNK -> StagedRestore.add(context.txn(), command.chunk());
            case RestoreCommand.SWITCH -> switchTo(command, context);
            case RestoreCommand.DROP -> {
                if (command.chunk().restore().equals(StagedRestore.present(context.txn()))) {
                    StagedRestore.drop(context.txn());
                }
            }
            default -> throw new StateException("Invalid restore operation '" + command.op() + "'");
        }
        return ApplyResult.Nil.NIL;
    }

    /** The archive was read once before it was proposed, so it fails nowhere or, for the same reason, everywhere. */
    private static void switchTo(RestoreCommand command, ApplyContext context) {
        var chunks = StagedRestore.whole(
                context.txn(), command.chunk().restore(), command.chunk().sequence());
        try {
            context.replaceState(stream(chunks));
        } catch (IOException e) {
            throw new StateException("the archive cannot be restored: " + e.getMessage());
        }
    }

    private static InputStream stream(List<ByteString> chunks) {
        var parts = chunks.stream()
                .map(chunk -> (InputStream) new ByteArrayInputStream(chunk.shared()))
                .toList();
        return new SequenceInputStream(Collections.enumeration(parts));
    }
}
