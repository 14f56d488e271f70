package io.curia.raft.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.h2.compress.CompressLZF;

/**
 * A capture cut into compressed pieces, the form in which a snapshot lies on disk and travels: {@code [crc32c of the
 * rest: 4][raw length: 4][LZF, or the raw bytes where that is not shorter]}.
 */
public final class SnapshotChunks {
    private static final int RAW = 256 * 1024;
    private static final int HEADER = 8;

    private SnapshotChunks() {}

    /** Takes chunks in order; the array is the receiver's. */
    public interface Sink {
        /** Takes the next chunk. */
        void accept(byte[] chunk) throws IOException;
    }

    /** Gives chunks in order, then null; to be closed, read to its end or not. */
    public interface Source extends Closeable {
        /** The next chunk; null after the last. */
        byte[] next() throws IOException;

        @Override
        default void close() {}
    }

    /** Cuts what is written to it; the last chunk goes out at {@link #close}. */
    public static final class Writer extends OutputStream {
        private final Sink sink;
        private final CompressLZF lzf = new CompressLZF();
        private final byte[] raw = new byte[RAW];
        private final byte[] packed = new byte[RAW * 2];
        private int length;

        /** Cuts for a sink, which takes each chunk when it is full. */
        public Writer(Sink sink) {
            this.sink = sink;
        }

        @Override
        public void write(int b) throws IOException {
            if (length == RAW) {
                cut();
            }
            raw[length++] = (byte) b;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            while (count > 0) {
                if (length == RAW) {
                    cut();
                }
                var n = Math.min(count, RAW - length);
                System.arraycopy(bytes, offset, raw, length, n);
                length += n;
                offset += n;
                count -= n;
            }
        }

        private void cut() throws IOException {
            var n = lzf.compress(raw, 0, length, packed, 0);
            var body = n < length ? packed : raw;
            var bodyLength = Math.min(n, length);
            var chunk = ByteBuffer.allocate(HEADER + bodyLength);
            chunk.putInt(0).putInt(length).put(body, 0, bodyLength);
            chunk.putInt(0, crc(chunk.array()));
            sink.accept(chunk.array());
            length = 0;
        }

        @Override
        public void close() throws IOException {
            if (length > 0) {
                cut();
            }
        }
    }

    /** The bytes that were written, checked chunk by chunk; closing it closes the source. */
    public static InputStream read(Source source) {
        return new Reader(source);
    }

    /**
     * Checks a chunk.
     *
     * @throws IOException if it does not match its checksum
     */
    public static void verify(byte[] chunk) throws IOException {
        if (chunk.length < HEADER || ByteBuffer.wrap(chunk).getInt() != crc(chunk)) {
            throw new IOException("a snapshot chunk does not match its checksum");
        }
    }

    /** How many bytes a chunk that was verified has when it is unpacked. */
    static int rawLength(byte[] chunk) {
        return ByteBuffer.wrap(chunk).getInt(4);
    }

    private static byte[] unpack(byte[] chunk) throws IOException {
        verify(chunk);
        var rawLength = rawLength(chunk);
        if (rawLength == chunk.length - HEADER) {
            return Arrays.copyOfRange(chunk, HEADER, chunk.length);
        }
        var raw = new byte[rawLength];
        new CompressLZF().expand(chunk, HEADER, chunk.length - HEADER, raw, 0, rawLength);
        return raw;
    }

    private static int crc(byte[] chunk) {
        var crc = new CRC32C();
        crc.update(chunk, 4, chunk.length - 4);
        return (int) crc.getValue();
    }

    private static final class Reader extends InputStream {
        private final Source source;
        private byte[] raw = new byte[0];
        private int position;

        Reader(Source source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            return fill() ? raw[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int count) throws IOException {
            if (count == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            var n = Math.min(count, raw.length - position);
            System.arraycopy(raw, position, into, offset, n);
            position += n;
            return n;
        }

        @Override
        public void close() {
            source.close();
        }

        private boolean fill() throws IOException {
            while (position == raw.length) {
                var chunk = source.next();
                if (chunk == null) {
                    return false;
                }
                raw = unpack(chunk);
                position = 0;
            }
            return true;
        }
    }
}
