package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.raft.api.RaftException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParkedCallsTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicBoolean leads = new AtomicBoolean();
    private final ParkedCalls calls = new ParkedCalls(leads::get, timer, 1);

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private CompletableFuture<String> park(Duration patience) {
        var fate = new CompletableFuture<String>();
        calls.add(new ParkedCalls.Parked(
                System.nanoTime() + patience.toNanos(), () -> fate.complete("again"), fate::completeExceptionally));
        return fate;
    }

    @Test
    void allAreMadeAgainWhenThereIsALeader() {
        var one = park(LONG);
        var other = park(LONG);
        assertThat(one).isNotDone();

        leads.set(true);

        assertThat(one.join()).isEqualTo("again");
        assertThat(other.join()).isEqualTo("again");
    }

    @Test
    void oneThatFindsNoLeaderAfterAllWaitsAgain() {
        var fate = new CompletableFuture<String>();
        var lookAgain = new CompletableFuture<Void>();
        calls.add(new ParkedCalls.Parked(
                System.nanoTime() + LONG.toNanos(),
                () -> {
                    leads.set(false);
                    park(LONG).thenAccept(fate::complete);
                    lookAgain.complete(null);
                },
                fate::completeExceptionally));
        leads.set(true);
        lookAgain.join();
        assertThat(fate).isNotDone();

        leads.set(true);

        assertThat(fate.join()).isEqualTo("again");
    }

    @Test
    void whoHasWaitedLongEnoughIsToldThatThereIsNone() {
        var fate = park(Duration.ofMillis(1));

        await().until(fate::isCompletedExceptionally);
        assertThat(fate.handle((done, failure) -> ((RaftException) failure).kind())
                        .join())
                .isEqualTo(RaftException.Kind.NO_LEADER);
    }

    @Test
    void aServerThatStopsKeepsNobody() {
        timer.shutdownNow();

        assertThat(park(LONG)).isCompletedExceptionally();
    }
}
