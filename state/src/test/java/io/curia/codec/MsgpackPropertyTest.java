package io.curia.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.model.ByteString;
import io.curia.model.GoTime;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MsgpackPropertyTest {
    @Property
    void integersComeBack(@ForAll long value) {
        assertThat(reader(new MsgpackWriter().uint64(value)).uint64()).isEqualTo(value);
        assertThat(reader(new MsgpackWriter().int64(value)).int64()).isEqualTo(value);
    }

    @Property
    void bytesComeBack(@ForAll @Size(max = 70_000) byte[] value) {
        var in = reader(new MsgpackWriter().raw(value));
        assertThat(in.bytes()).isEqualTo(ByteString.wrap(value));
        assertThat(in.atEnd()).isTrue();
    }

    @Property
    void timesComeBack(
            @ForAll long seconds,
            @ForAll @IntRange(max = 999_999_999) int nano,
            @ForAll @IntRange(min = -90_000, max = 90_000) int offset) {
        if (offset / GoTime.SECONDS_PER_MINUTE != -1) {
            var time = new GoTime(seconds, nano, offset);
            assertThat(reader(new MsgpackWriter().time(time)).time()).isEqualTo(time);
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void valuesOfAnyTypeComeBackAndAreSkippedWhole(@ForAll("values") Object value) throws IOException {
        var bytes = new MsgpackWriter().any(value).toByteArray();
        var in = new MsgpackReader(bytes);
        assertThat(in.any()).isEqualTo(value);
        in.expectEnd();
        var skipped = new MsgpackReader(bytes);
        skipped.skip();
        skipped.expectEnd();
        assertThat(new MsgpackStream(new ByteArrayInputStream(bytes)).value().any())
                .isEqualTo(value);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void everyCutIsNoticed(@ForAll("values") Object value, @ForAll @IntRange(max = 1000) int at) throws IOException {
        var bytes = new MsgpackWriter().any(value).toByteArray();
        var cut = Arrays.copyOf(bytes, at % bytes.length);
        assertThat(outcome(() -> new MsgpackReader(cut).any())).isFalse();
        assertThat(outcome(() -> new MsgpackReader(cut).skip())).isFalse();
        assertThat(outcome(() -> new MsgpackStream(new ByteArrayInputStream(cut)).value()))
                .isFalse();
    }

    @Property
    void readerAndStreamAgreeOnRandomBytes(@ForAll @Size(max = 200) byte[] bytes) throws IOException {
        var skipping = new MsgpackReader(bytes);
        boolean whole = outcome(skipping::skip);
        var stream = new MsgpackStream(new ByteArrayInputStream(bytes));
        boolean streamed = outcome(() -> {
            var value = stream.value();
            value.skip();
            value.expectEnd();
        });
        assertThat(streamed).isEqualTo(whole);
    }

    @Property
    void whatRandomBytesDecodeToIsNeverLargerThanThey(@ForAll @Size(max = 200) byte[] bytes) throws IOException {
        var in = new MsgpackReader(bytes);
        if (outcome(in::any)) {
            var again = new MsgpackWriter().any(new MsgpackReader(bytes).any()).toByteArray();
            assertThat(again.length).isLessThanOrEqualTo(3 * bytes.length);
        }
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                Arbitraries.longs().asGeneric(),
                Arbitraries.doubles().asGeneric(),
                Arbitraries.floats().asGeneric(),
                Arbitraries.of(true, false).asGeneric(),
                Arbitraries.strings()
                        .all()
                        .excludeChars(surrogates())
                        .ofMaxLength(40)
                        .asGeneric(),
                Arbitraries.longs().lessOrEqual(-1).map(UnsignedLong::new).asGeneric());
        return Arbitraries.recursive(() -> leaves, MsgpackPropertyTest::nested, 0, 3);
    }

    private static Arbitrary<Object> nested(Arbitrary<Object> elements) {
        return Arbitraries.oneOf(
                elements,
                elements.list().ofMaxSize(20).asGeneric(),
                Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(5), elements)
                        .ofMaxSize(20)
                        .asGeneric());
    }

    private static char[] surrogates() {
        var all = new char[Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1];
        for (int i = 0; i < all.length; i++) {
            all[i] = (char) (Character.MIN_SURROGATE + i);
        }
        return all;
    }

    private static MsgpackReader reader(MsgpackWriter written) {
        return new MsgpackReader(written.toByteArray());
    }

    /** Whether it went well; anything but the two declared failures is a fault of the codec. */
    private static boolean outcome(Reading reading) throws IOException {
        try {
            reading.run();
            return true;
        } catch (MsgpackException | EOFException e) {
            return false;
        }
    }

    private interface Reading {
        void run() throws IOException;
    }
}
