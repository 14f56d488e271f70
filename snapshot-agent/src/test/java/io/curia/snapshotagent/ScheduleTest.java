package io.curia.snapshotagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Duration HOUR = Duration.ofHours(1);

    /** Near the end of its numbers, for such a clock may begin anywhere. */
    private long now = Long.MAX_VALUE - Duration.ofMinutes(90).toNanos();

    private final Schedule schedule = new Schedule(HOUR, () -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void theFirstIsDueAtOnceAndEachOtherAnIntervalLater() {
        for (int i = 0; i < 5; i++) {
            assertThat(schedule.isDue()).isTrue();
            assertThat(schedule.isDue()).isFalse();
            pass(HOUR.minusNanos(1));
            assertThat(schedule.isDue()).isFalse();
            pass(Duration.ofNanos(1));
        }
    }

    @Test
    void aRestEndsWhenTheNextIsDue() {
        schedule.isDue();
        pass(Duration.ofMinutes(50));

        assertThat(schedule.untilDue(HOUR)).isEqualTo(Duration.ofMinutes(10));
        assertThat(schedule.untilDue(Duration.ofMinutes(3))).isEqualTo(Duration.ofMinutes(3));
        pass(HOUR);
        assertThat(schedule.untilDue(HOUR)).isZero();
    }
}
