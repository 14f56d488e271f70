package io.curia.snapshot;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.time.Clock;
import java.util.zip.GZIPOutputStream;

/**
 * Writes archives (snapshot-format §1). The state is written twice, once to learn its length and once for good, so
 * nothing is kept in memory or on disk. Stateless.
 */
public final class ArchiveWriter {
    private static final int BLOCK = 512;
    private static final int END_BLOCKS = 2;
    private static final int BUFFER = 64 * 1024;
    private static final long LARGEST_OCTAL = 0_77777777777L;

    private ArchiveWriter() {}

    /** Writes {@code state.bin}; gives the same bytes each time. */
    public interface StateWriter {
        /** Writes everything; neither flushes nor closes. */
        void write(OutputStream out) throws IOException;
    }

    /**
     * Writes a whole archive; the stream stays open.
     *
     * @param meta its size is not looked at
     * @throws IOException if the stream fails
     * @throws IllegalStateException if the state gave other bytes the second time
     */
    public static void write(OutputStream out, ArchiveMeta meta, StateWriter state, Clock clock) throws IOException {
        var measured = new Counting(OutputStream.nullOutputStream());
        state.write(measured);
        long seconds = clock.instant().getEpochSecond();
        var checksums = new Checksums(ArchiveReader.META, ArchiveReader.STATE);
        var gzip = new GZIPOutputStream(out, BUFFER);
        var tar = new BufferedOutputStream(gzip, BUFFER);

        byte[] json = MetaJson.write(meta.withSize(measured.count));
        checksums.of(ArchiveReader.META).update(json);
        sideFile(tar, ArchiveReader.META, json, seconds);

        tar.write(header(ArchiveReader.STATE, measured.count, seconds));
        var written = new Counting(new DigestOutputStream(tar, checksums.of(ArchiveReader.STATE)));
        state.write(written);
        if (written.count != measured.count) {
            throw new IllegalStateException("the state had " + measured.count + " bytes, now " + written.count);
        }
        pad(tar, measured.count);

        sideFile(tar, ArchiveReader.SUMS, checksums.write(), seconds);
        tar.write(new byte[END_BLOCKS * BLOCK]);
        tar.flush();
        gzip.finish();
    }

    private static void sideFile(OutputStream tar, String name, byte[] bytes, long seconds) throws IOException {
        tar.write(header(name, bytes.length, seconds));
        tar.write(bytes);
        pad(tar, bytes.length);
    }

    private static void pad(OutputStream tar, long size) throws IOException {
        tar.write(new byte[(int) Math.floorMod(-size, (long) BLOCK)]);
    }

    private static byte[] header(String name, long size, long seconds) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000600\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        putSize(header, 124, size);
        put(header, 136, octal(seconds, 11) + "\0");
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, octal(sum, 6) + "\0 ");
        return header;
    }

    /** Octal digits as far as they go, which is 8 GiB; else binary, as GNU tar writes it. */
    private static void putSize(byte[] header, int at, long size) {
        if (size <= LARGEST_OCTAL) {
            put(header, at, octal(size, 11) + "\0");
            return;
        }
        header[at] = (byte) 0x80;
        for (int i = 0; i < Long.BYTES; i++) {
            header[at + 11 - i] = (byte) (size >>> 8 * i);
        }
    }

    private static String octal(long value, int digits) {
        String octal = Long.toOctalString(value);
        return "0".repeat(digits - octal.length()) + octal;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static final class Counting extends java.io.FilterOutputStream {
        private long count;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }
}
