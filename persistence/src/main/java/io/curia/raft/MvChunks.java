package io.curia.raft;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.h2.store.fs.FileUtils;

/**
 * Looks at the chunks of an MVStore file from outside. MVStore, when it finds a chunk missing, silently goes back to an
 * older version; a log must know whether what it lost was an unfinished commit or acknowledged entries.
 *
 * <p>A chunk is one commit: a text header {@code chunk:ID,…,len:BLOCKS,…,version:V} at the start of a 4 KiB block, and
 * a text footer in the last 128 bytes that repeats id, length and version. All numbers are hexadecimal.
 */
final class MvChunks {
    static final int BLOCK = 4096;
    private static final int FOOTER = 128;
    private static final byte[] MARK = "chunk:".getBytes(StandardCharsets.ISO_8859_1);

    private MvChunks() {}

    /** One commit. */
    record Found(long block, long version) {}

    /** Makes a commit unreadable, so that the one before it is the newest; answers what {@link #putBack} needs. */
    static ByteBuffer erase(String fileName, Found commit) throws IOException {
        try (var channel = FileUtils.open(fileName, "rw")) {
            var head = ByteBuffer.allocate(BLOCK);
            read(channel, commit.block * BLOCK, head);
            overwrite(channel, commit.block * BLOCK, ByteBuffer.allocate(BLOCK));
            return head.rewind();
        }
    }

    /** Undoes {@link #erase}. */
    static void putBack(String fileName, Found commit, ByteBuffer erased) throws IOException {
        try (var channel = FileUtils.open(fileName, "rw")) {
            overwrite(channel, commit.block * BLOCK, erased);
        }
    }

    private static void overwrite(FileChannel channel, long position, ByteBuffer block) throws IOException {
        while (block.hasRemaining()) {
            channel.write(block, position + block.position());
        }
        channel.force(true);
    }

    /** Whether the file says that it was closed in order after the commit of the given version. */
    static boolean wasClosedAt(String fileName, long version) throws IOException {
        try (var channel = FileUtils.open(fileName, "r")) {
            var block = ByteBuffer.allocate(BLOCK);
            if (!read(channel, 0, block)) {
                return false;
            }
            var header = parse(block.array());
            return hex(header.get("clean")) == 1 && hex(header.get("version")) == version;
        }
    }

    /** The commit of the highest version whose header and footer are both there; null if there is none. */
    static Found newest(String fileName) throws IOException {
        if (!FileUtils.exists(fileName)) {
            return null;
        }
        Found newest = null;
        try (var channel = FileUtils.open(fileName, "r")) {
            var blocks = channel.size() / BLOCK;
            var head = ByteBuffer.allocate(1024);
            for (long block = 2; block < blocks; block++) {
                if (!read(channel, block * BLOCK, head) || !startsWithMark(head.array())) {
                    continue;
                }
                var header = parse(head.array());
                var length = hex(header.get("len"));
                var version = hex(header.get("version"));
                if (length <= 0 || version <= 0 || block + length > blocks) {
                    continue;
                }
                if ((newest == null || version > newest.version) && footerMatches(channel, block, length, header)) {
                    newest = new Found(block, version);
                }
            }
        }
        return newest;
    }

    private static boolean footerMatches(FileChannel channel, long block, long length, Map<String, String> header)
            throws IOException {
        var tail = ByteBuffer.allocate(FOOTER);
        if (!read(channel, (block + length) * BLOCK - FOOTER, tail) || !startsWithMark(tail.array())) {
            return false;
        }
        var footer = parse(tail.array());
        return header.get("chunk").equals(footer.get("chunk"))
                && header.get("version").equals(footer.get("version"));
    }

    private static boolean read(FileChannel channel, long position, ByteBuffer into) throws IOException {
        into.clear();
        while (into.hasRemaining()) {
            var n = channel.read(into, position + into.position());
            if (n < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWithMark(byte[] bytes) {
        for (var i = 0; i < MARK.length; i++) {
            if (bytes[i] != MARK[i]) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> parse(byte[] bytes) {
        var end = 0;
        while (end < bytes.length && bytes[end] >= ' ') {
            end++;
        }
        var map = new HashMap<String, String>();
        for (var part :
                new String(bytes, 0, end, StandardCharsets.ISO_8859_1).trim().split(",", -1)) {
            var colon = part.indexOf(':');
            if (colon > 0) {
                map.put(part.substring(0, colon), part.substring(colon + 1));
            }
        }
        return map;
    }

    private static long hex(String text) {
        if (text == null) {
            return -1;
        }
        try {
            return Long.parseUnsignedLong(text, 16);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
