package io.curia.fsm;

import io.curia.codec.MsgpackWriter;

/** One command of the replicated log (fsm-commands §2): an immutable record that knows its encoding. */
public interface Command {
    /** The type byte, without the bit that says "ignore me if unknown"; 0 to 127. */
    int type();

    /** Writes the payload as msgpack. */
    void writePayload(MsgpackWriter out);

    /** The log entry: {@code [type byte][msgpack]}. */
    default byte[] encode() {
        var out = new MsgpackWriter().plainByte(type());
        writePayload(out);
        return out.toByteArray();
    }
}
