package io.curia.fsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.curia.fsm.standard.StandardFsm;
import io.curia.snapshot.ArchiveMeta;
import io.curia.snapshot.ArchiveWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives whose sums are right and whose state is not, and archives with any fault at all. */
@Timeout(120)
class ArchiveDamageTest {
    private static final byte[] STATE = state();
    private static final byte[] ARCHIVE = archive(STATE);
    private static final String HEADER = "81a94c617374496e6465781d";
    private static final long SMALL = 8 << 20;

    /** A bit of every table that commands can fill. */
    private static byte[] state() {
        var fsm = Fsms.create();
        var random = new Random(5);
        for (int i = 1; i < 150; i++) {
            fsm.apply(i, Samples.of(i, random.nextInt(100), i).encode());
        }
        fsm.apply(200, Fsms.set("key", "value"));
        var out = new ByteArrayOutputStream();
        try {
            fsm.snapshot().writeState(out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] archive(byte[] state) {
        var meta = new ArchiveMeta(1, "1-2-3", 200, 1, "", List.of(), 1, 0);
        var out = new ByteArrayOutputStream();
        try {
            ArchiveWriter.write(out, meta, target -> target.write(state), Clock.systemUTC());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The state that an archive gives, written again; null if it is refused, which no other exception may do. */
    private static byte[] readAndWritten(byte[] archive) throws IOException {
        ArchivedState archived;
        try {
            archived = Fsms.create().readArchive(new ByteArrayInputStream(archive));
        } catch (IOException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return null;
        }
        var out = new ByteArrayOutputStream();
        new StateSnapshot(archived.store().read(), 200, new StateFile(StandardFsm.families())).writeState(out);
        return out.toByteArray();
    }

    @Test
    void whatIsWholeComesBack() throws IOException {
        assertThat(readAndWritten(ARCHIVE)).isEqualTo(STATE);
    }

    @Property(tries = 2000)
    void flippedBitsAreRefusedOrChangeNothing(
            @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 0, max = 1 << 24) Integer> bits) throws IOException {
        byte[] damaged = ARCHIVE.clone();
        for (int bit : bits) {
            damaged[bit / 8 % damaged.length] ^= (byte) (1 << bit % 8);
        }
        byte[] found = readAndWritten(damaged);
        assertThat(found == null || Arrays.equals(found, STATE)).isTrue();
    }

    @Property(tries = 500)
    void truncationsAreRefused(@ForAll @IntRange(min = 0, max = 1 << 24) int length) throws IOException {
        assertThat(readAndWritten(Arrays.copyOf(ARCHIVE, length % ARCHIVE.length)))
                .isNull();
    }

    /** The sums fit, so what is inside may be believed; it must be a state all the same, or be refused. */
    @Property(tries = 2000)
    void aWrongStateIsRefusedOrIsAState(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 1 << 24) Integer> places, @ForAll byte value)
            throws IOException {
        byte[] state = STATE.clone();
        for (int place : places) {
            state[place % state.length] ^= (byte) (value | 1);
        }
        byte[] first = readAndWritten(archive(state));
        if (first != null) {
            assertThat(readAndWritten(archive(first))).isEqualTo(first);
        }
    }

    @Property(tries = 500)
    void aStateCutShortIsRefusedOrEndsWithARecord(@ForAll @IntRange(min = 0, max = 1 << 24) int length)
            throws IOException {
        byte[] written = readAndWritten(archive(Arrays.copyOf(STATE, length % STATE.length)));
        if (written != null) {
            assertThat(readAndWritten(archive(written))).isEqualTo(written);
        }
    }

    /** A length that is only claimed: of a text, of bytes, a list, a map, an extension, and lists in lists. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "02dbffffffff",
                "02c6ffffffff",
                "02ddffffffff",
                "02dfffffffff",
                "02c9ffffffff00",
                "02db7fffffff61",
                "0282a34b6579dbffffffff",
                "00ddffffffffddffffffffddffffffff",
                "0edf7fffffffa0a0a0a0",
                "dd"
            })
    void aClaimedLengthTakesNoMemory(String record) {
        byte[] archive = archive(HexFormat.of().parseHex(HEADER + record));
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var fsm = Fsms.create();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> fsm.readArchive(new ByteArrayInputStream(archive)))
                .isInstanceOf(IOException.class);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(SMALL);
    }

    /** Thirty megabytes of one record that is cut short, in an archive of some kilobytes. */
    @Test
    void aBombTakesNoMoreThanItHolds() {
        byte[] state = new byte[30 << 20];
        byte[] head = HexFormat.of().parseHex(HEADER + "02db7f000000");
        System.arraycopy(head, 0, state, 0, head.length);
        byte[] archive = archive(state);
        assertThat(archive.length).isLessThan(100_000);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var fsm = Fsms.create();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> fsm.readArchive(new ByteArrayInputStream(archive)))
                .isInstanceOf(IOException.class)
                .hasMessage("record of type 2 is cut short");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(6L * state.length);
    }
}
