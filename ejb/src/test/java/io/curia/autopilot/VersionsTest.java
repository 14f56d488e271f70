package io.curia.autopilot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionsTest {
    @Test
    void ordersByNumbersAndThenByWhatIsNotReleasedYet() {
        var ordered =
                List.of("", "0.1.0-SNAPSHOT", "0.1.0", "0.9.9", "0.10.0-alpha", "0.10.0-beta", "0.10", "1", "1.0.1");
        var shuffled = new ArrayList<>(ordered);
        Collections.reverse(shuffled);
        shuffled.sort(Versions.BY_AGE);
        assertThat(shuffled).isEqualTo(ordered);
    }

    @Test
    void whatDoesNotCountMakesNoDifference() {
        assertThat(Versions.BY_AGE.compare("1.2.0", "v1.2")).isZero();
        assertThat(Versions.BY_AGE.compare("1.2.0+ent", "1.2.0")).isZero();
        assertThat(Versions.BY_AGE.compare("nonsense", "")).isZero();
    }
}
