package io.curia.fsm;

import io.curia.codec.MsgpackWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BiConsumer;

/** Where records are written to; passes them on as they come, so no more than a few are held. Not thread-safe. */
public final class RecordOutput {
    private static final int DRAIN_AT = 32 * 1024;

    private final OutputStream out;
    private final MsgpackWriter writer = new MsgpackWriter(2 * DRAIN_AT);

    /** @param out where to; neither flushed nor closed here */
    RecordOutput(OutputStream out) {
        this.out = out;
    }

    /** Writes a record: its type, then its value. */
    public <T> void write(EntryType type, T row, BiConsumer<MsgpackWriter, T> encoding) throws IOException {
        writer.plainByte(type.number());
        value(row, encoding);
    }

    /** Writes a value without a type. */
    <T> void value(T value, BiConsumer<MsgpackWriter, T> encoding) throws IOException {
        encoding.accept(writer, value);
        if (writer.size() >= DRAIN_AT) {
            drain();
        }
    }

    /** Passes on what is still held. */
    void drain() throws IOException {
        writer.drainTo(out);
    }
}
