package io.curia.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.fsm.digest.StateDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static StateReport told(String server, String version, String kvs, String nodes) {
        var tables = new TreeMap<>(Map.of("kvs", kvs, "nodes", nodes));
        return new StateReport(server, version, 7, 1, new StateDigest(tables));
    }

    private static StateReport told(String server, String kvs) {
        return told(server, "1", kvs, "n");
    }

    /** The servers that stand alone, with the tables in which they do. */
    private static String differing(String leader, StateReport... reports) {
        return String.join(
                "; ",
                Comparison.of(Arrays.asList(reports), leader).stream()
                        .filter(verdict -> !verdict.isEqual())
                        .map(verdict -> verdict.report().server() + " " + verdict.differing())
                        .toList());
    }

    @Test
    void equalOnesAreEqual() {
        var verdicts = Comparison.of(List.of(told("b", "x"), told("a", "x")), "a");
        assertThat(verdicts).extracting(verdict -> verdict.report().server()).containsExactly("a", "b");
        assertThat(verdicts).allMatch(Verdict::isEqual);
    }

    @Test
    void theOneThatIsNotLikeMostIsNamedWhoeverLeads() {
        for (var leader : List.of("a", "b", "c", "gone")) {
            assertThat(differing(leader, told("a", "x"), told("b", "y"), told("c", "x")))
                    .isEqualTo("b [kvs]");
        }
        assertThat(differing("a", told("a", "1", "x", "m"), told("b", "x"), told("c", "1", "y", "n"), told("d", "x")))
                .isEqualTo("a [nodes]; c [kvs]");
    }

    @Test
    void ofTwoTheOtherOneThanTheLeaderIs() {
        assertThat(differing("b", told("a", "x"), told("b", "y"))).isEqualTo("a [kvs]");
        assertThat(differing("a", told("a", "x"), told("b", "y"))).isEqualTo("b [kvs]");
    }

    @Test
    void versionsAreNotComparedWithEachOther() {
        var verdicts = Comparison.of(
                List.of(told("a", "1", "x", "n"), told("b", "1", "x", "n"), told("c", "2", "y", "n")), "c");
        assertThat(verdicts).extracting(verdict -> verdict.report().server()).containsExactly("a", "b");
        assertThat(verdicts).allMatch(Verdict::isEqual);
    }

    @Test
    void aReportComesThroughAsItWas() {
        var report = told("a", "x");
        assertThat(StateReport.decode(report.encode())).contains(report);
        assertThat(StateReport.decode(new byte[] {9, 1, 2})).isEmpty();
        assertThat(StateReport.decode(new byte[] {1, 1, 2})).isEmpty();
        assertThat(StateReport.decode(new byte[0])).isEmpty();
    }

    @Test
    void onlyTheLastFewIndexesAreKept() {
        var reports = new Reports();
        for (int index = 1; index <= 6; index++) {
            reports.add(new StateReport("a", "1", index, 1, new StateDigest(new TreeMap<>())));
            reports.add(new StateReport("b", "1", index, 1, new StateDigest(new TreeMap<>())));
        }
        assertThat(reports.all().keySet()).containsExactly(3L, 4L, 5L, 6L);
        assertThat(reports.all().values()).allSatisfy(told -> assertThat(told).hasSize(2));
    }
}
