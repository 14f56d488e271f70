package io.curia.fsm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.curia.codec.MsgpackException;
import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Whatever the bytes of a command are, it decodes or is refused as damaged, and takes no more memory than that needs. */
class CommandFuzzTest {
    private static final int ANY_WORK = 200_000;
    private static final int FACTOR = 1000;

    @Property(tries = 2000)
    void randomBytesDecodeOrAreRefused(@ForAll @Size(max = 300) byte[] bytes) {
        Fsms.handlers().forEach(handler -> decode(handler, bytes));
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void damagedCommandsDecodeOrAreRefused(
            @ForAll @IntRange(max = 100_000) int which,
            @ForAll @IntRange(max = 10_000) int pick,
            @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 1_000_000) Integer> places,
            @ForAll byte value) {
        var entry = Samples.of(which, pick, pick).encode();
        for (int place : places) {
            entry[1 + place % (entry.length - 1)] = (byte) (value + place);
        }
        decode(Fsms.handler(entry[0]), Arrays.copyOfRange(entry, 1, entry.length));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void everyCutIsNoticed(@ForAll @IntRange(max = 100_000) int which, @ForAll @IntRange(max = 10_000) int pick) {
        var entry = Samples.of(which, pick, pick).encode();
        var handler = Fsms.handler(entry[0]);
        for (int length = 1; length < entry.length; length++) {
            assertThat(decode(handler, Arrays.copyOfRange(entry, 1, length)))
                    .as("%s cut to %s bytes", handler.type(), length)
                    .isFalse();
        }
        assertThat(decode(handler, Arrays.copyOfRange(entry, 1, entry.length))).isTrue();
    }

    @Test
    void deepNestingIsRefused() {
        for (var head : new byte[][] {{(byte) 0x91}, {(byte) 0x81, (byte) 0xa0}, {(byte) 0x81, (byte) 0xa1, 'X'}}) {
            var bytes = new byte[200_000];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = head[i % head.length];
            }
            for (var handler : decoding()) {
                assertThat(decode(handler, bytes)).isFalse();
                assertThat(decode(handler, wrapped(bytes))).isFalse();
            }
        }
    }

    @Test
    void lengthsAreNotBelieved() {
        for (int head : new int[] {0xdb, 0xdd, 0xdf, 0xc6, 0xc9}) {
            var bytes = new byte[] {(byte) head, -1, -1, -1, -1, 0};
            for (var handler : decoding()) {
                assertThat(decode(handler, bytes)).isFalse();
                assertThat(decode(handler, wrapped(bytes))).isFalse();
            }
        }
    }

    @Test
    void manyTinyPartsTakeNoMoreThanAFewHundredTimesTheirBytes() {
        var fields = List.of("Tokens", "Policies", "Roles", "Checks", "Roots", "Ops", "BindingRules", "AuthMethods");
        for (int filling : new int[] {0xc0, 0x80, 0x90, 0xa0, 0x00}) {
            for (var field : fields) {
                var list = new MsgpackWriter().mapHeader(1).string(field).arrayHeader(50_000);
                for (int i = 0; i < 50_000; i++) {
                    list.any(part(filling));
                }
                var bytes = list.toByteArray();
                Fsms.handlers().forEach(handler -> decode(handler, bytes));
            }
        }
    }

    private static Object part(int head) {
        return switch (head) {
            case 0x80 -> Map.of();
            case 0x90 -> List.of();
            case 0xa0 -> "";
            case 0x00 -> 0L;
            default -> null;
        };
    }

    /** All but the one that accepts anything. */
    private static List<CommandHandler<?>> decoding() {
        return Fsms.handlers()
                .filter(handler -> !decode(handler, new byte[] {(byte) 0xc1}))
                .toList();
    }

    /** As a config entry holds an encoding within a text. */
    private static byte[] wrapped(byte[] bytes) {
        var inner = new MsgpackWriter()
                .string("proxy-defaults")
                .mapHeader(1)
                .string("Entry")
                .raw(bytes);
        return new MsgpackWriter().raw(inner.toByteArray()).toByteArray();
    }

    /** Whether it was a command; anything thrown but the one declared fault is a fault of the decoder. */
    private static boolean decode(CommandHandler<?> handler, byte[] payload) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean whole;
        try {
            var in = new MsgpackReader(payload);
            handler.decoder().decode(in);
            in.expectEnd();
            whole = true;
        } catch (MsgpackException e) {
            whole = false;
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated)
                .as("bytes allocated by %s for %s", handler.type(), payload.length)
                .isLessThan(ANY_WORK + (long) FACTOR * payload.length);
        return whole;
    }
}
