package io.curia.fsm.system;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;

/**
 * Type 41, by which servers check what they have: accepted without effect, whatever it holds (fsm-commands §5). Where it
 * stands in the log all servers look at their states, which are to be equal there.
 */
public record LogCheckpointCommand() implements Command {
    @Override
    public EntryType type() {
        return EntryType.LOG_CHECKPOINT;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        out.mapHeader(0);
    }

    static LogCheckpointCommand read(MsgpackReader in) {
        in.skipAll();
        return new LogCheckpointCommand();
    }
}
