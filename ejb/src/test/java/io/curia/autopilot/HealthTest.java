package io.curia.autopilot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sentences of raft-and-autopilot §5.2. */
class HealthTest {
    private static final Progress LEADER = new Progress(Duration.ZERO, 7, 1000);
    private static final Duration THRESHOLD = Duration.ofMillis(200);

    private static Server server(String id, Standing standing, Progress progress) {
        return new Server(id, id, id + ":1", standing, progress, "1.0.0", Map.of(), true, false, false, false);
    }

    private static Moment at(long seconds) {
        return new Moment(Duration.ofSeconds(seconds).toNanos(), Instant.ofEpochSecond(seconds));
    }

    private static Observation seen(long second, Duration heartbeat, Server... servers) {
        return new Observation(
                List.of(servers), "a", Fleet.config(set -> set), heartbeat, at(second), Duration.ofSeconds(second));
    }

    private static boolean isHealthy(Progress leader, Standing standing, Progress progress, Duration heartbeat) {
        var seen = seen(0, heartbeat, server("b", standing, progress), server("a", Standing.ALIVE, leader));
        return ClusterState.assess(seen, Map.of())
                .find("b")
                .orElseThrow()
                .health()
                .healthy();
    }

    static Stream<Arguments> sentences() {
        var good = new Progress(THRESHOLD, 7, 750);
        return Stream.of(
                Arguments.of("all is well", true, Standing.ALIVE, good),
                Arguments.of("membership status alive", false, Standing.FAILED, good),
                Arguments.of("or not even met", false, Standing.UNKNOWN, good),
                Arguments.of("0 ≤ LastContact", false, Standing.ALIVE, new Progress(Duration.ofNanos(-1), 7, 1000)),
                Arguments.of(
                        "LastContact ≤ LastContactThreshold",
                        false,
                        Standing.ALIVE,
                        new Progress(THRESHOLD.plusNanos(1), 7, 1000)),
                Arguments.of("LastTerm is the leader's", false, Standing.ALIVE, new Progress(THRESHOLD, 6, 1000)),
                Arguments.of(
                        "LastIndex ≥ the leader's less MaxTrailingLogs",
                        false,
                        Standing.ALIVE,
                        new Progress(THRESHOLD, 7, 749)),
                Arguments.of("a failed fetch is unhealthy", false, Standing.ALIVE, Progress.UNHEARD));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sentences")
    void isHealthyIf(String sentence, boolean healthy, Standing standing, Progress progress) {
        assertThat(isHealthy(LEADER, standing, progress, Duration.ZERO))
                .as(sentence)
                .isEqualTo(healthy);
    }

    @Test
    void whoHasAnotherStateThanTheOthersIsNot() {
        var progress = new Progress(Duration.ZERO, 7, 1000);
        var diverged =
                new Server("b", "b", "b:1", Standing.ALIVE, progress, "1.0.0", Map.of(), true, false, false, true);
        var seen = seen(0, Duration.ZERO, diverged, server("a", Standing.ALIVE, LEADER));
        var assessed = ClusterState.assess(seen, Map.of());
        assertThat(assessed.find("b").orElseThrow().health().healthy()).isFalse();
        assertThat(assessed.healthy()).isFalse();
    }

    @Test
    void aLeaderWithoutEntriesHasNoHealthyServers() {
        var nothing = new Progress(Duration.ZERO, 0, 0);
        assertThat(isHealthy(nothing, Standing.ALIVE, nothing, Duration.ZERO)).isFalse();
        var younger = new Progress(Duration.ZERO, 7, 10);
        assertThat(isHealthy(younger, Standing.ALIVE, new Progress(Duration.ZERO, 7, 1), Duration.ZERO))
                .isTrue();
    }

    @Test
    void theTimeBetweenTwoHeartbeatsDoesNotCount() {
        var beat = Duration.ofMillis(250);
        assertThat(isHealthy(LEADER, Standing.ALIVE, new Progress(THRESHOLD.plus(beat), 7, 1000), beat))
                .isTrue();
        assertThat(isHealthy(
                        LEADER,
                        Standing.ALIVE,
                        new Progress(THRESHOLD.plus(beat).plusNanos(1), 7, 1000),
                        beat))
                .isFalse();
    }

    @Test
    void stableSinceIsTheTimeOfTheLastChangeOfHealth() {
        var well = server("a", Standing.ALIVE, LEADER);
        var behind = server("b", Standing.ALIVE, new Progress(Duration.ZERO, 7, 1));
        var caughtUp = server("b", Standing.ALIVE, LEADER);
        var gone = server("b", Standing.FAILED, Progress.UNHEARD);
        var since = new ArrayList<Long>();
        Map<String, Health> health = Map.of();
        long second = 0;
        for (var b : List.of(behind, behind, caughtUp, caughtUp, gone, gone)) {
            var state = ClusterState.assess(seen(second++, Duration.ZERO, well, b), health);
            health = state.health();
            since.add(health.get("b").stableSince().wall().getEpochSecond());
            assertThat(health.get("a").stableSince()).isEqualTo(at(0));
        }
        assertThat(since).containsExactly(0L, 0L, 2L, 2L, 4L, 4L);
        assertThat(health.get("b").standingSince()).isEqualTo(at(4));
    }

    @Test
    void theClusterIsHealthyIfAllServersAre() {
        assertThat(new Fleet().voters("a", "b").standbys("c").state().healthy()).isTrue();
        assertThat(new Fleet()
                        .voters("a", "b")
                        .standbys("c")
                        .unhealthy("c")
                        .state()
                        .healthy())
                .isFalse();
    }
}
