package io.curia.fsm.system;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.Command;
import io.curia.fsm.CommandHandler;
import jakarta.enterprise.context.ApplicationScoped;

/** Accepts type 41, by which newer servers check their logs, without effect and whatever it holds (fsm-commands §5). */
@ApplicationScoped
public class LogCheckpointHandler implements CommandHandler<LogCheckpointHandler.Checkpoint> {
    private static final int TYPE = 41;

    /** Such a command, of which only the type is known. */
    public record Checkpoint() implements Command {
        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public void writePayload(MsgpackWriter out) {
            // None is ever proposed here.
        }
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public Checkpoint decode(MsgpackReader in) {
        in.skipAll();
        return new Checkpoint();
    }

    @Override
    public ApplyResult apply(Checkpoint command, ApplyContext context) {
        return ApplyResult.Nil.NIL;
    }
}
