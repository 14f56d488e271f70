package io.curia.raft.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandingTest {
    private static Standing at(int place, int term, long index) {
        return new Standing("list", place, term, index, false);
    }

    private static int newest(Standing... all) {
        return List.of(all).stream().max(Standing.BY_LOG).orElseThrow().place();
    }

    @Test
    void theNewerLogIsThatOfTheLaterTermThenTheLongerThenTheFirst() {
        assertThat(newest(at(0, 3, 100), at(1, 4, 7), at(2, 3, 200))).isEqualTo(1);
        assertThat(newest(at(0, 3, 100), at(1, 3, 101))).isEqualTo(1);
        assertThat(newest(at(2, 3, 100), at(1, 3, 100))).isEqualTo(1);
    }

    @Test
    void comesThroughAsItWas() {
        var standing = new Standing("0a0b", 4, 7, 1L << 40, true);
        assertThat(Standing.of(standing.line())).contains(standing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HZC",
                "curia-recovery-1 list 0 1",
                "curia-recovery-2 list 0 1 1 true",
                "curia-recovery-1 list x 1 1 true",
                "curia-recovery-1 list 0 1 99999999999999999999 true"
            })
    void whatIsNoneIsNone(String line) {
        assertThat(Standing.of(line)).isEmpty();
    }
}
