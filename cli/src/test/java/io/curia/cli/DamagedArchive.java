package io.curia.cli;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An archive that must be refused.
 *
 * @param name what is wrong
 * @param bytes all of it
 * @param text how its fault is told
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DamagedArchive(String name, byte[] bytes, String text) {
    private static final String READING = "failed to read snapshot file: ";
    private static final String INTEGRITY = READING + "failed checking integrity of snapshot: ";

    /** One of each sort. */
    static Stream<DamagedArchive> all() {
        byte[] whole = TestArchive.of(incompressible());
        byte[] wrongSum = whole.clone();
        wrongSum[whole.length - 8] ^= 1;
        return Stream.of(
                new DamagedArchive("empty", new byte[0], "failed to decompress snapshot: EOF"),
                new DamagedArchive(
                        "no gzip",
                        bytes("nothing of this kind"),
                        "failed to decompress snapshot: gzip: invalid header"),
                new DamagedArchive(
                        "cut short in the header", bytes("\37"), "failed to decompress snapshot: unexpected EOF"),
                new DamagedArchive(
                        "cut short in the state",
                        Arrays.copyOf(whole, whole.length / 2),
                        READING + "failed to read or write snapshot data: unexpected EOF"),
                new DamagedArchive("last byte missing", Arrays.copyOf(whole, whole.length - 1), "unexpected EOF"),
                new DamagedArchive("CRC of gzip", wrongSum, "gzip: invalid checksum"),
                new DamagedArchive(
                        "bytes after gzip", TestArchive.joined(whole, bytes("more")), "gzip: invalid header"),
                new DamagedArchive(
                        "padded tar",
                        TestArchive.gzip(TestArchive.joined(TestArchive.tar(members(m -> {})), new byte[6144])),
                        "6144 unread uncompressed bytes remain"),
                changed("another file", m -> m.put("foo", bytes("x")), READING + "unexpected file \"foo\" in snapshot"),
                changed(
                        "metadata that are none",
                        m -> m.put("meta.json", bytes("none")),
                        READING + "failed to decode snapshot metadata: "
                                + "invalid character 'o' in literal null (expecting 'u')"),
                changed(
                        "metadata nested too deep",
                        m -> m.put("meta.json", bytes("[".repeat(200_000))),
                        READING + "failed to decode snapshot metadata: invalid character '[' exceeded max depth"),
                changed(
                        "metadata of wrong types",
                        m -> m.put("meta.json", bytes("{\"Index\":-1}")),
                        READING + "failed to decode snapshot metadata: json: cannot unmarshal number -1 into Go struct "
                                + "field SnapshotMeta.Index of type uint64"),
                changed(
                        "another state",
                        m -> m.put("state.bin", new byte[10]),
                        INTEGRITY + "hash check failed for \"state.bin\""),
                changed("no state", m -> m.remove("state.bin"), INTEGRITY + "hash check failed for \"state.bin\""),
                changed(
                        "sums without the state",
                        m -> m.computeIfPresent("SHA256SUMS", (name, sums) -> Arrays.copyOf(sums, 76)),
                        INTEGRITY + "file missing for \"state.bin\""));
    }

    private static DamagedArchive changed(String name, Consumer<Map<String, byte[]>> change, String text) {
        return new DamagedArchive(name, TestArchive.gzip(TestArchive.tar(members(change))), text);
    }

    private static Map<String, byte[]> members(Consumer<Map<String, byte[]>> change) {
        byte[] state = TestArchive.exampleState();
        var members = TestArchive.members(TestArchive.metaJson(1, state.length), state);
        change.accept(members);
        return members;
    }

    /** So large that the middle of the archive lies in it. */
    private static byte[] incompressible() {
        byte[] value = new byte[200_000];
        new Random(1).nextBytes(value);
        var record = new io.curia.codec.MsgpackWriter().plainByte(16);
        record.mapHeader(1).string("Key").bytes(io.curia.model.ByteString.copyOf(value));
        return TestArchive.joined(TestArchive.header(), record.toByteArray());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return name;
    }
}
