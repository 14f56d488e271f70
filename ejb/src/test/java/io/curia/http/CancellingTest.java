package io.curia.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A client that has gone must free what its request waits for, through all stages in between. */
class CancellingTest {
    private final CompletableFuture<String> leave = new CompletableFuture<>();
    private final CompletableFuture<String> parked = new CompletableFuture<>();

    private CompletableFuture<String> answer() {
        var composed = Cancelling.compose(leave, given -> parked, Runnable::run);
        return Cancelling.with(composed.exceptionally(Throwable::getMessage), composed);
    }

    @Test
    void cancellingReachesWhatIsWaitedFor() {
        var answer = answer();
        leave.complete("leave");
        answer.cancel(false);
        assertThat(parked).isCancelled();
    }

    @Test
    void whatIsCancelledBeforeItBeganNeverBegins() {
        var answer = answer();
        answer.cancel(false);
        var begun = Cancelling.compose(leave, given -> parked, Runnable::run);
        begun.cancel(false);
        leave.complete("leave");
        assertThat(parked).isNotDone();
    }

    @Test
    void answersAndFailuresPass() {
        var answer = answer();
        leave.complete("leave");
        parked.complete("answer");
        assertThat(answer).isCompletedWithValue("answer");

        var failing = Cancelling.<String, String>compose(
                leave,
                given -> {
                    throw new IllegalStateException("why");
                },
                Runnable::run);
        assertThat(failing).isCompletedExceptionally();
    }

    @Test
    void aStageThatFailsIsAnAnswer() {
        var answer = answer();
        leave.completeExceptionally(new IllegalStateException("no leader"));
        assertThat(answer).isCompletedWithValue("no leader");
    }
}
