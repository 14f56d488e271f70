package io.curia.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoTimeTest {
    @Test
    void zeroIsTheFirstMomentOfYearOne() {
        assertThat(GoTime.ZERO.toInstant()).isEqualTo(Instant.parse("0001-01-01T00:00:00Z"));
        assertThat(GoTime.ZERO.isZero()).isTrue();
        assertThat(new GoTime(-GoTime.SECONDS_TO_EPOCH, 0, 3600).isZero()).isTrue();
        assertThat(GoTime.of(Instant.EPOCH).isZero()).isFalse();
    }

    @Test
    void anOffsetOfZeroIsNotUtc() {
        assertThat(new GoTime(0, 0, 0)).isNotEqualTo(GoTime.of(Instant.EPOCH));
    }

    @ParameterizedTest
    @ValueSource(ints = {-60, -61, -119, 32_768 * 60, -32_769 * 60})
    void offsetsWithoutAnEncodingAreRefused(int seconds) {
        assertThatIllegalArgumentException().isThrownBy(() -> new GoTime(0, 0, seconds));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_000_000_000})
    void nanosecondsBeyondASecondAreRefused(int nano) {
        assertThatIllegalArgumentException().isThrownBy(() -> new GoTime(0, nano, 0));
    }
}
