package io.curia.torture.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.torture.history.Operation;
import io.curia.torture.history.Operation.Kind;
import io.curia.torture.history.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromisesTest {
    private static Operation operation(
            int client, String server, Kind kind, String input, long start, long end, String output, long index) {
        return new Operation(client, server, kind, "k", input, start, end, Outcome.DONE, output, index);
    }

    @Test
    void namesAServerThatShowsAnOlderStateThanBefore() {
        var first = operation(1, "server-1#1", Kind.STALE_READ, "", 0, 1, "b", 20);
        var older = operation(1, "server-1#1", Kind.STALE_READ, "", 2, 3, "a", 19);

        assertThat(Promises.indexesNeverGoBack(List.of(first, older)))
                .singleElement()
                .satisfies(violation -> assertThat(violation.window()).containsExactly(first, older));
    }

    @Test
    void aServerThatWasStartedAnewMayBeBehind() {
        assertThat(Promises.indexesNeverGoBack(List.of(
                        operation(1, "server-1#1", Kind.STALE_READ, "", 0, 1, "b", 20),
                        operation(1, "server-1#2", Kind.STALE_READ, "", 2, 3, "a", 19))))
                .isEmpty();
    }

    @Test
    void namesALockThatTwoHold() {
        assertThat(Promises.oneHolderPerLockIndex(List.of(
                        operation(1, "s#1", Kind.ACQUIRE, "session-1", 0, 1, "7", 0),
                        operation(2, "s#1", Kind.ACQUIRE, "session-2", 2, 3, "7", 0))))
                .hasSize(1);
        assertThat(Promises.oneHolderPerLockIndex(List.of(
                        operation(1, "s#1", Kind.ACQUIRE, "session-1", 0, 1, "7", 0),
                        operation(2, "s#1", Kind.ACQUIRE, "session-2", 2, 3, "8", 0))))
                .isEmpty();
    }

    @Test
    void namesAnAdditionThatIsLostOrCountsTwice() {
        var done = operation(1, "s#1", Kind.ADD, "0>1", 0, 1, null, 0);
        var uncertain = new Operation(1, "s#1", Kind.ADD, "k", "1>2", 2, 3, Outcome.UNKNOWN, null, 0);
        var additions = List.of(done, uncertain);

        assertThat(Promises.additionsCountOnce(additions, Map.of("k", 0L))).hasSize(1);
        assertThat(Promises.additionsCountOnce(additions, Map.of("k", 1L))).isEmpty();
        assertThat(Promises.additionsCountOnce(additions, Map.of("k", 2L))).isEmpty();
        assertThat(Promises.additionsCountOnce(additions, Map.of("k", 3L))).hasSize(1);
    }

    @Test
    void namesAQueryThatGoesOnWaitingAfterAWriteUnlessAFaultWasInItsWay() {
        var soon = Duration.ofNanos(100);
        var watch = operation(1, "s#1", Kind.WATCH, "5", 0, 1_000, "a", 6);
        var write = operation(2, "s#1", Kind.WRITE, "a", 100, 200, null, 0);

        assertThat(Promises.watchesWake(List.of(watch, write), soon, (from, to) -> true))
                .hasSize(1);
        assertThat(Promises.watchesWake(List.of(watch, write), soon, (from, to) -> false))
                .isEmpty();
        var woken = operation(1, "s#1", Kind.WATCH, "5", 0, 250, "a", 6);
        assertThat(Promises.watchesWake(List.of(woken, write), soon, (from, to) -> true))
                .isEmpty();
    }
}
