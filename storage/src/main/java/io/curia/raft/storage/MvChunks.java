package io.curia.raft.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.h2.mvstore.DataUtils;
import org.h2.store.fs.FileUtils;

/**
 * Looks at the chunks of an MVStore file from outside. MVStore, when it finds a chunk missing, silently goes back to an
 * older version, and it does not notice what is damaged inside of one; a log must know whether what it lost was an
 * unfinished commit or acknowledged entries.
 *
 * <p>A chunk is one commit: a text header {@code chunk:ID,…,len:BLOCKS,…,version:V} at the start of a 4 KiB block, and
 * a text footer in the last 128 bytes that repeats id, length and version; to it {@link #seal} adds {@code crc}, the
 * CRC-32C of all bytes before the footer. All numbers are hexadecimal.
 */
final class MvChunks {
    private static final int BLOCK = 4096;
    /** Copies of the file header, one a block. */
    private static final int HEADERS = 2;

    private static final int FOOTER = 128;
    private static final int PIECE = 1 << 20;
    private static final byte[] MARK = "chunk:".getBytes(StandardCharsets.ISO_8859_1);

    private MvChunks() {}

    /** One commit: where it is, in blocks, and its version. */
    record Found(long block, long length, long version) {}

    /** Whether a write is that of one chunk, all of it. */
    static boolean isWholeChunk(ByteBuffer write) {
        if (write.remaining() < BLOCK || write.remaining() % BLOCK != 0) {
            return false;
        }
        var head = new byte[1024];
        write.duplicate().get(head);
        return startsWithMark(head) && hex(parse(head).get("len")) == write.remaining() / BLOCK;
    }

    /** The chunk with its checksum in its footer. */
    static ByteBuffer seal(ByteBuffer chunk) {
        var sealed =
                ByteBuffer.allocate(chunk.remaining()).put(chunk.duplicate()).flip();
        int footerAt = sealed.limit() - FOOTER;
        var crc = new CRC32C();
        crc.update(sealed.array(), 0, footerAt);
        var footer = parse(sealed.slice(footerAt, FOOTER));
        var text = "chunk:%s,len:%s,version:%s,crc:%x"
                .formatted(footer.get("chunk"), footer.get("len"), footer.get("version"), crc.getValue());
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        text += ",fletcher:%x".formatted(DataUtils.getFletcher32(bytes, 0, bytes.length));
        sealed.put(
                footerAt, (text + " ".repeat(FOOTER - 1 - text.length()) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        return sealed;
    }

    /** Whether all bytes of a commit are those that were written. */
    static boolean isSound(String fileName, Found commit) throws IOException {
        try (var channel = FileUtils.open(fileName, "r")) {
            long at = commit.block * BLOCK;
            long footerAt = at + commit.length * BLOCK - FOOTER;
            var footer = ByteBuffer.allocate(FOOTER);
            if (!read(channel, footerAt, footer)) {
                return false;
            }
            var crc = new CRC32C();
            var piece = ByteBuffer.allocate(PIECE);
            while (at < footerAt) {
                piece.limit((int) Math.min(PIECE, footerAt - at));
                if (!read(channel, at, piece)) {
                    return false;
                }
                crc.update(piece.flip());
                at += piece.limit();
                piece.clear();
            }
            return hex(parse(footer.rewind()).get("crc")) == crc.getValue();
        }
    }

    /**
     * The commit that an entry {@code chunk.ID} of MVStore's layout describes, if it must still be whole.
     *
     * @return null if nothing of it is in use any more, so that its place may have been written over
     */
    static Found live(String layoutValue) {
        var chunk = parse(layoutValue);
        return chunk.containsKey("unused") || hex(chunk.get("liveMax")) == 0 || hex(chunk.get("block")) <= 0
                ? null
                : new Found(hex(chunk.get("block")), hex(chunk.get("len")), hex(chunk.get("version")));
    }

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

    /** After the commit of which version the file says that it was closed in order; -1 if it does not say so. */
    static long closedAt(String fileName) throws IOException {
        long closedAt = -1;
        try (var channel = FileUtils.open(fileName, "r")) {
            var block = ByteBuffer.allocate(BLOCK);
            for (int copy = 0; copy < HEADERS && read(channel, (long) copy * BLOCK, block); copy++) {
                var header = parse(block.array());
                if (hex(header.get("clean")) == 1 && matchesChecksum(block.array(), header.get("fletcher"))) {
                    closedAt = Math.max(closedAt, Math.max(0, hex(header.get("version"))));
                }
            }
        }
        return closedAt;
    }

    /** The checksum stands last and covers what is before its comma. */
    private static boolean matchesChecksum(byte[] header, String checksum) {
        int length = new String(header, StandardCharsets.ISO_8859_1).indexOf(",fletcher:");
        return checksum != null
                && length > 0
                && hex(checksum) == Integer.toUnsignedLong(DataUtils.getFletcher32(header, 0, length));
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
            for (long block = HEADERS; block < blocks; block++) {
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
                    newest = new Found(block, length, version);
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
        return footer.get("chunk") != null
                && footer.get("chunk").equals(header.get("chunk"))
                && hex(footer.get("version")) == hex(header.get("version"));
    }

    /** Fills the buffer up to its limit. */
    private static boolean read(FileChannel channel, long position, ByteBuffer into) throws IOException {
        into.rewind();
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

    private static Map<String, String> parse(ByteBuffer bytes) {
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return parse(copy);
    }

    private static Map<String, String> parse(byte[] bytes) {
        var end = 0;
        while (end < bytes.length && bytes[end] >= ' ') {
            end++;
        }
        return parse(new String(bytes, 0, end, StandardCharsets.ISO_8859_1));
    }

    private static Map<String, String> parse(String text) {
        var map = new HashMap<String, String>();
        for (var part : text.trim().split(",", -1)) {
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
