package io.curia.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream of msgpack values into single ones, holding one at a time. The buffer grows with the bytes that have
 * arrived, never with the length that a value claims. Not thread-safe; does not close the stream.
 */
public final class MsgpackStream {
    private static final int GROWTH = 64 * 1024;
    private static final int KEPT = 1024 * 1024;
    private static final int MAX_VALUE = Integer.MAX_VALUE - 8;

    private final InputStream in;
    private byte[] buffer = new byte[GROWTH];
    private int size;

    /** @param in the stream; give it a buffer, for it is read byte by byte */
    public MsgpackStream(InputStream in) {
        this.in = in;
    }

    /** The next byte outside of msgpack, such as a record's type, or -1 at the end of the stream. */
    public int plainByte() throws IOException {
        return in.read();
    }

    /**
     * Takes exactly one value off the stream.
     *
     * @return a reader of its bytes, valid until the next call
     * @throws EOFException if the stream ends within the value
     * @throws MsgpackException if these bytes are no msgpack, or the value has 2 GiB or more
     */
    public MsgpackReader value() throws IOException {
        size = 0;
        if (buffer.length > KEPT) {
            buffer = new byte[GROWTH];
        }
        for (long pending = 1; pending > 0; pending--) {
            int head = fetch(1) & 0xff;
            if (Heads.isArray(head)) {
                pending += length(head);
            } else if (Heads.isMap(head)) {
                pending += 2 * length(head);
            } else {
                payload(head);
            }
        }
        return new MsgpackReader(buffer, 0, size);
    }

    private void payload(int head) throws IOException {
        if (Heads.isRaw(head)) {
            copy(length(head));
        } else if (Heads.isExtension(head)) {
            copy(1 + length(head));
        } else if (Heads.width(head) >= 0) {
            copy(Heads.width(head));
        } else {
            throw new MsgpackException("no value starts with 0x" + Integer.toHexString(head));
        }
    }

    private long length(int head) throws IOException {
        int inline = Heads.inlineLength(head);
        if (inline >= 0) {
            return inline;
        }
        int width = Heads.width(head);
        int from = size;
        copy(width);
        long length = 0;
        for (int i = from; i < size; i++) {
            length = length << 8 | (buffer[i] & 0xff);
        }
        return length;
    }

    private byte fetch(int count) throws IOException {
        copy(count);
        return buffer[size - 1];
    }

    private void copy(long count) throws IOException {
        if (count > MAX_VALUE - size) {
            throw new MsgpackException("value of more than " + MAX_VALUE + " bytes");
        }
        for (int left = (int) count; left > 0; ) {
            int step = Math.min(left, GROWTH);
            if (buffer.length - size < step) {
                buffer = Arrays.copyOf(buffer, (int) Math.min(MAX_VALUE, Math.max(2L * buffer.length, size + step)));
            }
            if (in.readNBytes(buffer, size, step) < step) {
                throw new EOFException("unexpected EOF");
            }
            size += step;
            left -= step;
        }
    }
}
