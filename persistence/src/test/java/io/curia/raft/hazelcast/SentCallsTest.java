package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.cluster.Address;
import com.hazelcast.cp.exception.LeaderDemotedException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SentCallsTest {
    private static final long LONG_MS = 3_600_000;

    private Address lost;
    private Address next;

    @BeforeEach
    void places() throws UnknownHostException {
        lost = new Address("127.0.0.1", 1);
        next = new Address("127.0.0.1", 2);
    }

    @Test
    void aCallIsGivenUpWhenAnotherLeadsAndNotBefore() {
        var calls = new SentCalls(0);
        var answer = calls.track(lost, new CompletableFuture<>());

        calls.leadsNow(lost);
        assertThat(answer).isNotDone();

        await().untilAsserted(() -> {
            calls.leadsNow(next);
            assertThat(answer).isCompletedExceptionally();
        });
        assertThat(LeaderCalls.outcome(answer.handle((value, error) -> error).join()))
                .isEqualTo(LeaderCalls.Outcome.UNKNOWN);
        assertThat(answer)
                .failsWithin(java.time.Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(LeaderDemotedException.class);
    }

    @Test
    void oneThatHasJustGivenWayMayStillSaySo() {
        var calls = new SentCalls(LONG_MS);
        var call = new CompletableFuture<Object>();
        var answer = calls.track(lost, call);

        calls.leadsNow(next);
        assertThat(answer).isNotDone();

        call.complete("done");
        assertThat(answer).isCompletedWithValue("done");
    }

    @Test
    void aFailureIsPassedOn() {
        var calls = new SentCalls(LONG_MS);
        var call = new CompletableFuture<Object>();
        var answer = calls.track(lost, call);

        var failure = new IllegalStateException("no");
        call.completeExceptionally(failure);

        assertThat(answer.handle((value, error) -> error).join()).isSameAs(failure);
    }
}
