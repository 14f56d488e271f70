package io.curia.fsm;

import io.curia.codec.MsgpackWriter;

/** One command of the replicated log (fsm-commands §2): an immutable record that knows its encoding. */
public interface Command {
    /** The type. */
    EntryType type();

    /** Writes the payload as msgpack. */
    void writePayload(MsgpackWriter out);

    /**
     * Whether it deletes and does nothing else, so that it is let through however full the heap is. What is not known to is
     * looked at more closely ({@link ReplicatedState#effectOf}).
     */
    default boolean onlyDeletes() {
        return false;
    }

    /**
     * By how many bytes of heap it may lengthen rows that are there when the heap is full; for what would do harm if it were
     * not told.
     */
    default long bearableGrowth() {
        return 0;
    }

    /** The log entry: {@code [type byte][msgpack]}. */
    default byte[] encode() {
        var out = new MsgpackWriter().plainByte(type().number());
        writePayload(out);
        return out.toByteArray();
    }
}
