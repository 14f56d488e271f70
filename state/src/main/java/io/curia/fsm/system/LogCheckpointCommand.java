package io.curia.fsm.system;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;

/** Type 41, by which newer servers check their logs: accepted without effect, whatever it holds (fsm-commands §5). */
record LogCheckpointCommand() implements Command {
    @Override
    public EntryType type() {
        return EntryType.LOG_CHECKPOINT;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        // None is ever proposed here.
    }

    static LogCheckpointCommand read(MsgpackReader in) {
        in.skipAll();
        return new LogCheckpointCommand();
    }
}
