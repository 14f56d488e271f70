package io.curia.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "+0, 0",
        "5s, 5000000000",
        "-5s, -5000000000",
        "+5s, 5000000000",
        "1h15m30.918s, 4530918000000",
        "1.5h, 5400000000000",
        ".5s, 500000000",
        "5.s, 5000000000",
        "-.5s, -500000000",
        "10ns, 10",
        "11us, 11000",
        "12\u00b5s, 12000",
        "12\u03bcs, 12000",
        "13ms, 13000000",
        "3h30m, 12600000000000",
        "39h9m14.425s, 140954425000000",
        "0.3333333333333333333h, 1200000000000",
        "9223372036854775807ns, 9223372036854775807",
        "0.100000000000000000000h, 360000000000",
        "0.9007199254740993ms, 900719",
        "1s1s, 2000000000",
    })
    void parses(String text, long nanos) {
        assertThat(Durations.parse(text)).hasValue(nanos);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3",
                "-",
                "s",
                ".",
                "-.",
                ".s",
                "+.s",
                "ten",
                "5S",
                "1d",
                "1 s",
                " 1s",
                "1s ",
                "--1s",
                "1e3s",
                "00",
                "9223372036854775808ns",
                "9223372036854775.808us",
                "9223372036854ms775us808ns",
                "3000000h",
                "10s5",
                "\u0661s"
            })
    void refuses(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @Property
    void neverFails(@ForAll String text) {
        OptionalLong nanos = Durations.parse(text);
        assertThat(nanos.isPresent() && text.isEmpty()).isFalse();
    }

    @Property
    void addsItsTerms(
            @ForAll @IntRange(max = 2_000_000) int hours,
            @ForAll @IntRange(max = 100_000) int minutes,
            @ForAll @IntRange(max = 100_000) int millis) {
        Duration sum = Duration.ofHours(hours).plusMinutes(minutes).plusMillis(millis);
        assertThat(Durations.parse(hours + "h" + minutes + "m" + millis + "ms")).hasValue(sum.toNanos());
        assertThat(Durations.parse("-" + hours + "h" + minutes + "m" + millis + "ms"))
                .hasValue(-sum.toNanos());
    }

    @Test
    void anOverflowInOneTermIsRefused() {
        assertThat(Durations.parse("2562047h47m16.854775807s")).hasValue(Long.MAX_VALUE);
        assertThat(Durations.parse("2562047h48m")).isEmpty();
    }
}
