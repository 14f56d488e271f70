package io.curia.snapshotagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curia.snapshotagent.Interruption.Cause;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class InterruptionTest {
    private final Interruption interruption = new Interruption();

    private void requestLater(CountDownLatch begun, Cause cause) {
        CompletableFuture.runAsync(() -> {
            try {
                begun.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            interruption.request(cause);
        });
    }

    private static Void block(CountDownLatch begun) throws InterruptedException {
        begun.countDown();
        new CountDownLatch(1).await();
        return null;
    }

    @Test
    void aRequestEndsAWaitAndARun() {
        var first = new CountDownLatch(1);
        requestLater(first, Cause.RELOAD);
        assertThatThrownBy(() -> interruption.waiting(() -> block(first))).hasMessage("RELOAD");
        interruption.settle(Cause.RELOAD);
        var second = new CountDownLatch(1);
        requestLater(second, Cause.LOCK_LOST);
        assertThatThrownBy(() -> interruption.running(() -> block(second))).hasMessage("LOCK_LOST");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aNewConfigurationWaitsForTheRun() throws Exception {
        String result = interruption.running(() -> {
            interruption.request(Cause.RELOAD);
            return "done";
        });
        assertThat(result).isEqualTo("done");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThatThrownBy(() -> interruption.pause(Duration.ofHours(1))).hasMessage("RELOAD");
    }

    @Test
    void theMostUrgentRequestWins() {
        interruption.request(Cause.RELOAD);
        interruption.request(Cause.STOP);
        interruption.request(Cause.LOCK_LOST);
        assertThatThrownBy(interruption::check).hasMessage("STOP");
        interruption.settle(Cause.LOCK_LOST);
        assertThatThrownBy(interruption::check).hasMessage("STOP");
    }

    @Test
    void aLessUrgentRequestIsNotForgotten() {
        interruption.request(Cause.RELOAD);
        interruption.request(Cause.LOCK_LOST);
        interruption.settle(Cause.LOCK_LOST);
        assertThatThrownBy(interruption::check).hasMessage("RELOAD");
    }

    @Test
    void aFaultIsPassedOnUnlessSomethingIsAskedFor() {
        assertThatThrownBy(() -> interruption.running(() -> {
                    throw new IOException("fault");
                }))
                .hasMessage("fault");
        assertThatThrownBy(() -> interruption.running(() -> {
                    interruption.request(Cause.STOP);
                    throw new IOException("closed by interrupt");
                }))
                .hasMessage("STOP");
    }

    @Test
    void aPauseEndsByItself() throws Exception {
        interruption.pause(Duration.ofMillis(1));
        interruption.pause(Duration.ZERO);
        interruption.pause(Duration.ofSeconds(-1));
    }
}
