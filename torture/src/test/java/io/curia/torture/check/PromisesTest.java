package io.curia.torture.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.torture.history.Operation;
import io.curia.torture.history.Operation.Kind;
import io.curia.torture.history.Outcome;
import java.time.Duration;
import java.util.ArrayList;
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
    void aRestoreBringsAnOlderIndexBackOnce() {
        var history = new ArrayList<>(List.of(
                operation(1, "s#1", Kind.STALE_READ, "", 0, 1, "b", 20),
                archive(Kind.RESTORE, 2, 3),
                operation(1, "s#1", Kind.STALE_READ, "", 4, 5, "b", 20),
                operation(1, "s#1", Kind.STALE_READ, "", 6, 7, "a", 10)));

        assertThat(Promises.indexesNeverGoBack(history)).isEmpty();
        history.add(operation(1, "s#1", Kind.STALE_READ, "", 8, 9, "a", 9));
        assertThat(Promises.indexesNeverGoBack(history)).hasSize(1);
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

        assertThat(Additions.countOnce(additions, Map.of("k", 0L))).hasSize(1);
        assertThat(Additions.countOnce(additions, Map.of("k", 1L))).isEmpty();
        assertThat(Additions.countOnce(additions, Map.of("k", 2L))).isEmpty();
        assertThat(Additions.countOnce(additions, Map.of("k", 3L))).hasSize(1);
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

    @Test
    void whatWasAddedSinceAnArchiveWasSavedIsGoneWhenItIsRestored() {
        var history = List.of(
                addition(0, 1),
                archive(Kind.SAVE, 2, 3),
                addition(4, 5),
                archive(Kind.RESTORE, 6, 9),
                addition(7, 8),
                addition(10, 11));

        for (long possible = 2; possible <= 3; possible++) {
            assertThat(Additions.countOnce(history, Map.of("k", possible))).isEmpty();
        }
        assertThat(Additions.countOnce(history, Map.of("k", 1L))).hasSize(1);
        assertThat(Additions.countOnce(history, Map.of("k", 4L))).hasSize(1);
    }

    private static Operation addition(long start, long end) {
        return operation(1, "s#1", Kind.ADD, "", start, end, null, 0);
    }

    private static Operation archive(Kind kind, long start, long end) {
        return operation(-1, "s#1", kind, "archive", start, end, null, 0);
    }

    @Test
    void namesALockThatTwoHoldAtOnceUnderWhicheverLockIndex() {
        var history = List.of(
                operation(1, "s#1", Kind.ACQUIRE, "session-1", 0, 1, "7", 0),
                operation(2, "s#1", Kind.ACQUIRE, "session-2", 2, 3, "8", 0),
                operation(1, "s#1", Kind.RELEASE, "session-1", 4, 5, null, 0),
                operation(2, "s#1", Kind.RELEASE, "session-2", 6, 7, null, 0));

        assertThat(Promises.oneHolderAtATime(history)).hasSize(1);
        var restored = new ArrayList<>(history);
        restored.add(archive(Kind.RESTORE, 2, 3));
        assertThat(Promises.oneHolderAtATime(restored)).isEmpty();
    }

    @Test
    void namesAQueryThatIsAnsweredBeforeItsTimeWithNothingNew() {
        var wait = Duration.ofNanos(1_000);
        Promises.Calm calm = (from, to) -> true;

        assertThat(Promises.watchesDoNotWakeInVain(
                        List.of(operation(1, "s#1", Kind.WATCH, "5", 0, 900, "a", 5)), wait, calm))
                .hasSize(1);
        assertThat(Promises.watchesDoNotWakeInVain(
                        List.of(
                                operation(1, "s#1", Kind.WATCH, "5", 0, 1_000, "a", 5),
                                operation(1, "s#1", Kind.WATCH, "5", 0, 900, "b", 6)),
                        wait,
                        calm))
                .isEmpty();
    }
}
