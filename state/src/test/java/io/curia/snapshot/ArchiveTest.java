package io.curia.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ArchiveTest {
    private static final byte[] STATE = incompressible(70_000);
    /** About as many as the gzip header has, with its time and system; some fill up the packed data. */
    private static final int MEANINGLESS_BITS = 10 * 8;

    private static byte[] incompressible(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static void assertRefused(byte[] archive, String text) {
        assertThatThrownBy(() -> Archives.read(archive))
                .isInstanceOf(ArchiveException.class)
                .hasMessage(text);
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        var read = Archives.read(Archives.of(STATE));
        assertThat(read.state()).isEqualTo(Archives.boxed(STATE));
        assertThat(read.verified().meta()).isEqualTo(Archives.META.withSize(STATE.length));
        assertThat(read.verified().stateBytes()).isEqualTo(STATE.length);
    }

    @Property(tries = 50)
    void anyStateIsReadBack(@ForAll @Size(max = 3000) byte[] state) throws IOException {
        assertThat(Archives.read(Archives.of(state)).state()).isEqualTo(Archives.boxed(state));
    }

    @Test
    void metadataIsOneLineInAFixedOrder() {
        assertThat(new String(MetaJson.write(Archives.META.withSize(9961)), StandardCharsets.UTF_8))
                .isEqualTo("{\"Version\":1,\"ID\":\"2-29-1795450723383\",\"Index\":29,\"Term\":2,"
                        + "\"Peers\":\"ka8xMjcuMC4wLjE6MTgzMDA=\",\"Configuration\":{\"Servers\":[{\"Suffrage\":0,"
                        + "\"ID\":\"09bd56e1\",\"Address\":\"127.0.0.1:18300\"}]},\"ConfigurationIndex\":1,"
                        + "\"Size\":9961}\n");
    }

    @Test
    void theFileEndsWithTwoZeroBlocks() throws IOException {
        byte[] tar = Archives.unpacked(Archives.of(STATE));
        int last = tar.length - 1;
        while (tar[last] == 0) {
            last--;
        }
        int content = (last + 512) / 512 * 512;
        assertThat(tar.length - content).isEqualTo(1024);
    }

    @Test
    void noZeroBlocksOrOneWillDo() throws IOException {
        byte[] tar = Archives.unpacked(Archives.of(STATE));
        Archives.read(Archives.packed(Arrays.copyOf(tar, tar.length - 512)));
        Archives.read(Archives.packed(Arrays.copyOf(tar, tar.length - 1024)));
    }

    @Test
    void whatIsNoGzipIsRefused() {
        assertRefused(new byte[0], "failed to decompress snapshot: EOF");
        assertRefused(
                "x".repeat(100).getBytes(StandardCharsets.UTF_8),
                "failed to decompress snapshot: gzip: invalid header");
        assertRefused(new byte[] {0x1f, (byte) 0x8b}, "failed to decompress snapshot: unexpected EOF");
    }

    @Test
    void bytesAfterTheGzipStreamAreRefused() {
        byte[] archive = Archives.of(STATE);
        byte[] longer = Arrays.copyOf(archive, archive.length + 5);
        assertRefused(longer, "gzip: invalid header");
    }

    @Test
    void bytesAfterTheTarAreRefused() throws IOException {
        byte[] tar = Archives.unpacked(Archives.of(STATE));
        assertRefused(Archives.packed(Arrays.copyOf(tar, tar.length + 6144)), "6144 unread uncompressed bytes remain");
    }

    @Test
    void severalGzipMembersAreOneStream() throws IOException {
        byte[] tar = Archives.unpacked(Archives.of(STATE));
        byte[] first = Archives.packed(Arrays.copyOf(tar, 5000));
        byte[] second = Archives.packed(Arrays.copyOfRange(tar, 5000, tar.length));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        assertThat(Archives.read(both).state()).isEqualTo(Archives.boxed(STATE));
    }

    @Test
    void aWrongTrailerIsRefused() {
        byte[] archive = Archives.of(STATE);
        archive[archive.length - 8] ^= 1;
        assertRefused(archive, "gzip: invalid checksum");
    }

    @Test
    void faultsInsideAreToldApart() throws IOException {
        byte[] tar = Archives.unpacked(Archives.of(STATE));
        byte[] damagedState = tar.clone();
        damagedState[3000] ^= 1;
        assertRefused(
                Archives.packed(damagedState),
                "failed to read snapshot file: failed checking integrity of snapshot: hash check failed for \"state.bin\"");
        byte[] damagedHeader = tar.clone();
        damagedHeader[0] ^= 1;
        assertRefused(
                Archives.packed(damagedHeader),
                "failed to read snapshot file: failed reading snapshot: archive/tar: invalid tar header");
        int sums = tar.length - 1024 - 512;
        byte[] badSums = tar.clone();
        badSums[sums] = 'z';
        assertRefused(
                Archives.packed(badSums),
                "failed to read snapshot file: failed checking integrity of snapshot: no hex data for %x string");
    }

    @Test
    void metadataThatAreNoneAreToldApart() throws IOException {
        byte[] tar = Archives.unpacked(Archives.of(STATE));
        tar[512] = '[';
        assertRefused(
                Archives.packed(tar),
                "failed to read snapshot file: failed to decode snapshot metadata: "
                        + "invalid character ':' after array element");
    }

    @Test
    void metadataAreBounded() throws IOException {
        var out = new ByteArrayOutputStream();
        String id = "x".repeat(1024 * 1024);
        var meta = new ArchiveMeta(1, id, 1, 1, "", List.of(), 1, 0);
        ArchiveWriter.write(out, meta, target -> target.write(STATE), Archives.CLOCK);
        assertRefused(
                out.toByteArray(), "failed to read snapshot file: failed to read snapshot metadata: file too large");
    }

    @Test
    void aTruncatedArchiveIsNeverAccepted() {
        byte[] archive = Archives.of("small state".getBytes(StandardCharsets.UTF_8));
        for (int length = 0; length < archive.length; length++) {
            byte[] part = Arrays.copyOf(archive, length);
            assertThatThrownBy(() -> Archives.read(part))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageMatching("(.*unexpected )?.*EOF");
        }
    }

    /** A few bits mean nothing, such as the time in the gzip header; then nothing else may come out of it. */
    @Test
    void aFlippedBitIsRefusedOrChangesNothing() throws IOException {
        byte[] archive = Archives.of("small state".getBytes(StandardCharsets.UTF_8));
        var whole = Archives.read(archive);
        int accepted = 0;
        for (int bit = 0; bit < archive.length * 8; bit++) {
            byte[] damaged = archive.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(Archives.read(damaged)).isEqualTo(whole);
                accepted++;
            } catch (ArchiveException refused) {
                assertThat(refused).hasMessageMatching("(?s).+");
            }
        }
        assertThat(accepted).isLessThan(MEANINGLESS_BITS);
    }

    @Property(tries = 500)
    void randomBytesAreRefused(@ForAll @Size(max = 2000) byte[] bytes) {
        assertThatThrownBy(() -> Archives.read(bytes)).isInstanceOf(ArchiveException.class);
    }

    @Property(tries = 500)
    void randomTarsAreRefused(@ForAll @Size(min = 1, max = 3000) byte[] bytes) throws IOException {
        byte[] archive = Archives.packed(bytes);
        assertThatThrownBy(() -> Archives.read(archive)).isInstanceOf(ArchiveException.class);
    }
}
