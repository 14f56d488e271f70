package io.curia.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads a tar file member by member: ustar with the extensions of POSIX and GNU for long names and sizes. Not
 * thread-safe.
 */
final class TarSource {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE = 12;
    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM = 8;
    private static final int TYPE_AT = 156;
    private static final int MAGIC_AT = 257;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX = 155;
    private static final int LARGEST_EXTENSION = 1024 * 1024;
    private static final int BINARY = 0x80;

    /** A member whose bytes are read from the stream that gave it, until the next one is asked for. */
    record Member(String name, long size) {}

    private final InputStream in;
    private final byte[] block = new byte[BLOCK];
    private long left;
    private long padding;

    TarSource(InputStream in) {
        this.in = in;
    }

    /**
     * The next member, after passing over what is left of the present one; null at the end.
     *
     * @throws ArchiveException if the file is cut short or holds what is no header
     */
    Member next() throws IOException {
        Map<String, String> extensions = new HashMap<>();
        while (true) {
            skip(left + padding);
            left = 0;
            padding = 0;
            if (!readHeader()) {
                return null;
            }
            long size = number(SIZE_AT, SIZE);
            char type = (char) (block[TYPE_AT] & 0xff);
            switch (type) {
                case 'x' -> readRecords(extension(size), extensions);
                case 'L' -> extensions.put("path", text(extension(size)));
                case 'K' -> extension(size);
                default -> {
                    return member(type, size, extensions);
                }
            }
        }
    }

    /** The bytes of the present member. */
    InputStream body() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (left == 0) {
                    return -1;
                }
                int count = in.read(target, offset, (int) Math.min(length, left));
                if (count < 0) {
                    throw cutShort();
                }
                left -= count;
                return count;
            }
        };
    }

    private Member member(char type, long declared, Map<String, String> extensions) throws ArchiveException {
        String name = extensions.getOrDefault("path", name());
        // links, devices and directories have no body, whatever their header says
        boolean hasBody = type == 0 || type == '0' || type == '7' || type > '9' || type == 'g';
        long size = hasBody ? declared : 0;
        if (extensions.containsKey("size")) {
            size = decimal(extensions.get("size"));
        }
        expect(size);
        return new Member(type == 'g' ? "pax_global_header" : name, size);
    }

    private void expect(long size) {
        left = size;
        padding = Math.floorMod(-size, (long) BLOCK);
    }

    /** Whether the block holds a header now; false after the end, marked by zero blocks or by nothing. */
    private boolean readHeader() throws IOException {
        if (!readBlock()) {
            return false;
        }
        if (isZero()) {
            if (readBlock() && !isZero()) {
                throw invalid();
            }
            return false;
        }
        requireChecksum();
        return true;
    }

    private boolean readBlock() throws IOException {
        int count = in.readNBytes(block, 0, BLOCK);
        if (count > 0 && count < BLOCK) {
            throw cutShort();
        }
        return count > 0;
    }

    private boolean isZero() {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private void requireChecksum() throws ArchiveException {
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean own = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM;
            unsigned += own ? ' ' : block[i] & 0xff;
            signed += own ? ' ' : block[i];
        }
        long written = number(CHECKSUM_AT, CHECKSUM);
        if (written != unsigned && written != signed) {
            throw invalid();
        }
    }

    private String name() {
        String name = text(at(0, NAME));
        boolean ustar = text(at(MAGIC_AT, 5)).equals("ustar");
        String prefix = ustar && block[MAGIC_AT + 5] == 0 ? text(at(PREFIX_AT, PREFIX)) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private long number(int from, int length) throws ArchiveException {
        if ((block[from] & BINARY) != 0) {
            return binary(from, length);
        }
        String digits = text(at(from, length)).strip();
        if (digits.isEmpty()) {
            return 0;
        }
        try {
            return positive(Long.parseLong(digits, 8));
        } catch (NumberFormatException e) {
            throw invalid();
        }
    }

    private long binary(int from, int length) throws ArchiveException {
        long value = block[from] & (BINARY - 1);
        for (int i = from + 1; i < from + length; i++) {
            if (value >> 55 != 0) {
                throw invalid();
            }
            value = value << 8 | (block[i] & 0xff);
        }
        return positive(value);
    }

    private static long decimal(String digits) throws ArchiveException {
        try {
            return positive(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            throw invalid();
        }
    }

    private static long positive(long size) throws ArchiveException {
        if (size < 0) {
            throw invalid();
        }
        return size;
    }

    private byte[] extension(long size) throws IOException {
        if (size > LARGEST_EXTENSION) {
            throw invalid();
        }
        expect(size);
        byte[] bytes = body().readNBytes((int) size);
        return bytes;
    }

    /** Records of the form {@code length key=value\n}, where the length counts all of it. */
    private static void readRecords(byte[] bytes, Map<String, String> extensions) throws ArchiveException {
        int from = 0;
        while (from < bytes.length) {
            int blank = from;
            while (blank < bytes.length && bytes[blank] != ' ') {
                blank++;
            }
            long length = decimal(new String(bytes, from, blank - from, StandardCharsets.UTF_8));
            if (length <= blank - from + 1 || length > bytes.length - from) {
                throw invalid();
            }
            String record = new String(bytes, blank + 1, (int) length - (blank - from) - 2, StandardCharsets.UTF_8);
            int equals = record.indexOf('=');
            if (equals < 0) {
                throw invalid();
            }
            extensions.put(record.substring(0, equals), record.substring(equals + 1));
            from += (int) length;
        }
    }

    private byte[] at(int from, int length) {
        return java.util.Arrays.copyOfRange(block, from, from + length);
    }

    private static String text(byte[] field) {
        int end = 0;
        while (end < field.length && field[end] != 0) {
            end++;
        }
        return new String(field, 0, end, StandardCharsets.UTF_8);
    }

    private void skip(long count) throws IOException {
        byte[] waste = new byte[BLOCK * 16];
        for (long rest = count; rest > 0; ) {
            int step = in.read(waste, 0, (int) Math.min(rest, waste.length));
            if (step < 0) {
                throw cutShort();
            }
            rest -= step;
        }
    }

    private static ArchiveException cutShort() {
        return new ArchiveException(GzipSource.UNEXPECTED_EOF);
    }

    private static ArchiveException invalid() {
        return new ArchiveException("archive/tar: invalid tar header");
    }
}
