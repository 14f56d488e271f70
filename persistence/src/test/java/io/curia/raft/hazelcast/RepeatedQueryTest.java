package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curia.raft.api.Consistency;
import io.curia.raft.api.RaftException;
import io.curia.raft.api.ReadGrant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class RepeatedQueryTest {
    private final RaftException lost =
            new RaftException(RaftException.Kind.INDETERMINATE, "leadership lost while committing log");

    @TempDir
    Path dir;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void asksTheNextLeader() {
        var asked = new AtomicInteger();
        Supplier<CompletableFuture<Object>> question = () -> asked.incrementAndGet() < 3
                ? CompletableFuture.failedFuture(lost)
                : CompletableFuture.completedFuture("answer");
        assertThat(RepeatedQuery.ask(question, Duration.ofMinutes(1), timer).join())
                .isEqualTo("answer");
        assertThat(asked).hasValue(3);
    }

    @Test
    void neverSaysThatSomethingMayHaveBeenWritten() {
        assertFails(Duration.ofMillis(50), lost, RaftException.Kind.NO_LEADER);
    }

    @Test
    void otherFailuresAreToldAtOnce() {
        var overloaded = new RaftException(RaftException.Kind.OVERLOADED, "too many");
        assertFails(Duration.ofDays(1), overloaded, RaftException.Kind.OVERLOADED);
    }

    @Test
    void aStopEndsTheTries() {
        timer.shutdownNow();
        assertFails(Duration.ofDays(1), lost, RaftException.Kind.SHUTDOWN);
    }

    private void assertFails(Duration hold, RaftException failure, RaftException.Kind expected) {
        assertThatThrownBy(() -> RepeatedQuery.ask(() -> CompletableFuture.failedFuture(failure), hold, timer)
                        .join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        RaftException.class, e -> assertThat(e.kind()).isEqualTo(expected));
    }

    @Test
    void readsOfAFollowerSurviveItsLeader() throws Exception {
        try (var servers = new Servers(dir, 3)) {
            servers.startAll();
            var leader = servers.awaitLeader();
            leader.applySurely("a");
            var follower = servers.awaitFollower();
            List<CompletableFuture<ReadGrant>> reads = new ArrayList<>();
            var stopping = CompletableFuture.runAsync(() -> servers.stop(leader));
            do {
                var read = follower.engine.awaitReadable(Consistency.CONSISTENT).toCompletableFuture();
                reads.add(read);
                read.handle((grant, failure) -> null).join();
            } while (!stopping.isDone());
            assertThat(reads).noneSatisfy(read -> assertThat(read)
                    .isCompletedExceptionally()
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withMessageContaining("committing"));
        }
    }
}
