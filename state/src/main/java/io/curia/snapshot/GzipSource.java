package io.curia.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip and is stricter than the JDK's stream: whatever follows a member must be another whole one, and checksums
 * and lengths are looked at before the end is reported. Not thread-safe; closing frees native memory and leaves the
 * underlying stream open.
 */
final class GzipSource extends InputStream {
    static final String UNEXPECTED_EOF = "unexpected EOF";

    private static final String INVALID_HEADER = "gzip: invalid header";
    private static final int TRAILER_BYTES = 4;
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] input = new byte[32 * 1024];
    private int next;
    private int limit;
    private boolean ended;

    /**
     * Reads the first member's header.
     *
     * @throws ArchiveException {@code EOF} if there is nothing at all, or another text if it is no header
     */
    GzipSource(InputStream in) throws IOException {
        this.in = in;
        if (!readHeader()) {
            throw new ArchiveException("EOF");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            int count = inflate(target, offset, length);
            if (count > 0) {
                crc.update(target, offset, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            int count = inflater.inflate(target, offset, length);
            if (count == 0 && !inflater.finished()) {
                if (inflater.needsDictionary()) {
                    throw corrupt(null);
                }
                refillInflater();
            }
            return count;
        } catch (DataFormatException e) {
            throw corrupt(e);
        }
    }

    private ArchiveException corrupt(Throwable cause) {
        return new ArchiveException("flate: corrupt input before offset " + inflater.getBytesRead(), cause);
    }

    private void refillInflater() throws IOException {
        if (next == limit && !fill()) {
            throw new ArchiveException(UNEXPECTED_EOF);
        }
        inflater.setInput(input, next, limit - next);
        next = limit;
    }

    /** Takes back what the inflater was given too much, checks the trailer, and looks for another member. */
    private void endMember() throws IOException {
        next = limit - inflater.getRemaining();
        long sum = littleEndian();
        long length = littleEndian();
        if (sum != crc.getValue() || length != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw new ArchiveException("gzip: invalid checksum");
        }
        inflater.reset();
        crc.reset();
        ended = !readHeader();
    }

    /** Whether there is a header, of which all is read then; false at the end of the file. */
    private boolean readHeader() throws IOException {
        if (next == limit && !fill()) {
            return false;
        }
        if (take() != 0x1f || take() != 0x8b || take() != 8) {
            throw new ArchiveException(INVALID_HEADER);
        }
        int flags = take();
        for (int i = 0; i < 6; i++) {
            take();
        }
        if ((flags & FLAG_EXTRA) != 0) {
            int length = take() | take() << 8;
            for (int i = 0; i < length; i++) {
                take();
            }
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            take();
            take();
        }
        return true;
    }

    private void skipText() throws IOException {
        for (int c = take(); c != 0; c = take()) {}
    }

    private long littleEndian() throws IOException {
        long value = 0;
        for (int i = 0; i < TRAILER_BYTES; i++) {
            value |= (long) take() << 8 * i;
        }
        return value;
    }

    private int take() throws IOException {
        if (next == limit && !fill()) {
            throw new ArchiveException(UNEXPECTED_EOF);
        }
        return input[next++] & 0xff;
    }

    private boolean fill() throws IOException {
        int count = in.read(input, 0, input.length);
        next = 0;
        limit = Math.max(count, 0);
        return count > 0;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
