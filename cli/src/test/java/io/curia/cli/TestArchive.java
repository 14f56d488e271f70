package io.curia.cli;

import io.curia.codec.MsgpackWriter;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.snapshot.ArchiveMeta;
import io.curia.snapshot.ArchiveWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Archives, sound ones and others. */
final class TestArchive {
    static final ArchiveMeta META = new ArchiveMeta(1, "2-29-1795450723383", 29, 2, "", List.of(), 1, 0);

    private static final int BLOCK = 512;

    private TestArchive() {}

    /** What a server with these keys would give. */
    static byte[] ofKeys(String... keys) {
        var fsm = StandardFsm.create(Runnable::run);
        long index = 1;
        for (String key : keys) {
            var entry = KvEntry.ofKey(ByteString.of(key), 0).withValue(ByteString.of("value of " + key));
            fsm.apply(++index, KvsCommand.of(KvsOp.SET, entry).encode());
        }
        var out = new ByteArrayOutputStream();
        write(out, fsm.snapshot()::writeState);
        return out.toByteArray();
    }

    /** What a server gives that never had a state, if it gives anything. */
    static byte[] ofNothing() {
        var out = new ByteArrayOutputStream();
        write(
                out,
                new ArchiveMeta(1, "0-0-1795450723383", 0, 0, "", List.of(), 1, 0),
                StandardFsm.create(Runnable::run).snapshot()::writeState);
        return out.toByteArray();
    }

    static void write(OutputStream out, ArchiveWriter.StateWriter state) {
        write(out, META, state);
    }

    private static void write(OutputStream out, ArchiveMeta meta, ArchiveWriter.StateWriter state) {
        try {
            ArchiveWriter.write(out, meta, state, Clock.systemUTC());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The records of the specification's examples. */
    static byte[] exampleState() {
        var entry = new MsgpackWriter().plainByte(2).mapHeader(7);
        entry.string("CreateIndex")
                .uint64(16)
                .string("Flags")
                .uint64(0)
                .string("Key")
                .string("foo/bar");
        entry.string("LockIndex")
                .uint64(0)
                .string("ModifyIndex")
                .uint64(16)
                .string("Session")
                .string("");
        entry.string("Value").string("hello");
        var index = new MsgpackWriter().plainByte(16).mapHeader(2);
        index.string("Key").string("kvs").string("Value").uint64(22);
        var chunking = new MsgpackWriter()
                .plainByte(29)
                .mapHeader(1)
                .string("ChunkMap")
                .mapHeader(0);
        return joined(header(), entry.toByteArray(), index.toByteArray(), chunking.toByteArray());
    }

    static byte[] header() {
        return new MsgpackWriter().mapHeader(1).string("LastIndex").uint64(29).toByteArray();
    }

    static byte[] of(byte[] state) {
        return of(metaJson(1, state.length), state);
    }

    static byte[] of(String metaJson, byte[] state) {
        return gzip(tar(members(metaJson, state)));
    }

    static String metaJson(long version, long size) {
        return "{\"Version\":" + version + ",\"ID\":\"2-29-1795450723383\",\"Index\":29,\"Term\":2,\"Size\":" + size
                + "}\n";
    }

    /** The three members with the right sums, to be changed. */
    static Map<String, byte[]> members(String metaJson, byte[] state) {
        var members = new LinkedHashMap<String, byte[]>();
        byte[] meta = metaJson.getBytes(StandardCharsets.UTF_8);
        members.put("meta.json", meta);
        members.put("state.bin", state);
        String sums = sha256(meta) + "  meta.json\n" + sha256(state) + "  state.bin\n";
        members.put("SHA256SUMS", sums.getBytes(StandardCharsets.UTF_8));
        return members;
    }

    static byte[] tar(Map<String, byte[]> members) {
        var tar = new ByteArrayOutputStream();
        members.forEach((name, content) -> {
            tar.writeBytes(tarHeader(name, content.length));
            tar.writeBytes(content);
            tar.writeBytes(new byte[Math.floorMod(-content.length, BLOCK)]);
        });
        tar.writeBytes(new byte[2 * BLOCK]);
        return tar.toByteArray();
    }

    static byte[] gzip(byte[] tar) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(tar);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] tarHeader(String name, int size) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000600");
        put(header, 124, String.format("%011o", size));
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar");
        put(header, 263, "00");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format("%06o", sum));
        header[154] = 0;
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
