package io.curia.snapshot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Archives to try the reader with. */
final class Archives {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    static final ArchiveMeta META = new ArchiveMeta(
            ArchiveMeta.VERSION,
            "2-29-1795450723383",
            29,
            2,
            "ka8xMjcuMC4wLjE6MTgzMDA=",
            List.of(new ArchiveMeta.Server(0, "09bd56e1", "127.0.0.1:18300")),
            1,
            0);

    private Archives() {}

    static byte[] of(byte[] state) {
        var out = new ByteArrayOutputStream();
        try {
            ArchiveWriter.write(out, META, target -> target.write(state), CLOCK);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** What was read: the verified part and the state's bytes. */
    record Read(ArchiveReader.Verified verified, List<Byte> state) {}

    static Read read(byte[] archive) throws IOException {
        var state = new ByteArrayOutputStream();
        var verified = ArchiveReader.read(new ByteArrayInputStream(archive), in -> in.transferTo(state));
        return new Read(verified, boxed(state.toByteArray()));
    }

    static List<Byte> boxed(byte[] bytes) {
        var list = new java.util.ArrayList<Byte>(bytes.length);
        for (byte b : bytes) {
            list.add(b);
        }
        return list;
    }

    static byte[] unpacked(byte[] archive) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(archive)).readAllBytes();
    }

    static byte[] packed(byte[] tar) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(tar);
        }
        return out.toByteArray();
    }
}
