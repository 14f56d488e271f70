package io.curia.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "7s, PT7S",
        "15m, PT15M",
        "1h30m, PT1H30M",
        "1.5s, PT1.5S",
        ".5s, PT0.5S",
        "250ms, PT0.25S",
        "3us, PT0.000003S",
        "3µs, PT0.000003S",
        "9ns, PT0.000000009S",
        "2562047h, PT2562047H"
    })
    void readsGoForms(String text, Duration expected) {
        assertThat(GoDuration.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "s", "7 s", "7s ", "-7s", "7d", "PT7S", "7s7", ".s", "1..5s", "2562048h"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> GoDuration.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void termsAddUp(
            @ForAll @IntRange(max = 10_000) int hours,
            @ForAll @IntRange(max = 10_000) int minutes,
            @ForAll @IntRange(max = 10_000) int seconds,
            @ForAll @IntRange(max = 10_000) int millis) {
        assertThat(GoDuration.parse(hours + "h" + minutes + "m" + seconds + "s" + millis + "ms"))
                .isEqualTo(Duration.ofHours(hours)
                        .plusMinutes(minutes)
                        .plusSeconds(seconds)
                        .plusMillis(millis));
    }
}
