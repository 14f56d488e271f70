package io.curia.fsm;

import io.curia.memdb.ReadTxn;
import io.curia.state.StateStore;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;

/**
 * The state of one moment and its place in the log: an envelope with the indexes, then {@code state.bin}. The record
 * that comes last marks the end, so that a capture cut short is never taken for a whole one.
 */
record StateCapture(ReadTxn txn, Position position, StateFile file, StateStore store, Supplier<StateStore> present)
        implements ReplicatedState.Capture {
    private static final int MAGIC = 0x43555249;
    private static final int FORMAT = 1;

    /**
     * A place in the log.
     *
     * @param offset what is added to a Raft index to give an FSM index
     * @param lastApplied the FSM index of the last entry applied
     */
    record Position(long offset, long lastApplied) {}

    @Override
    public void writeTo(OutputStream out) throws IOException {
        var envelope = new DataOutputStream(out);
        envelope.writeInt(MAGIC);
        envelope.writeInt(FORMAT);
        envelope.writeLong(position.offset);
        envelope.writeLong(position.lastApplied);
        envelope.flush();
        file.write(txn, out);
    }

    @Override
    public long heldBytes() {
        var now = present.get();
        return now == store ? now.read().freedBytes() - txn.freedBytes() : txn.heapBytes();
    }

    /**
     * Reads an envelope; {@code state.bin} follows in the stream.
     *
     * @throws IOException if the stream is cut short, or no capture of this format
     */
    static Position readEnvelope(InputStream in) throws IOException {
        var envelope = new DataInputStream(in);
        if (envelope.readInt() != MAGIC) {
            throw new IOException("not a capture of the state");
        }
        int format = envelope.readInt();
        if (format != FORMAT) {
            throw new IOException("capture has format " + format + ", known is " + FORMAT);
        }
        return new Position(envelope.readLong(), envelope.readLong());
    }
}
