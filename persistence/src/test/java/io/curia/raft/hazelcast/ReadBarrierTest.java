package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReadBarrierTest {
    private final AppliedIndex applied = new AppliedIndex();
    private final Queue<CompletableFuture<Object>> asked = new ArrayDeque<>();
    private final ReadBarrier barrier = new ReadBarrier(this::ask, applied);

    private CompletableFuture<Object> ask() {
        var question = new CompletableFuture<Object>();
        asked.add(question);
        return question;
    }

    @Test
    void aReadWaitsForWhatTheLeaderHadApplied() {
        applied.advance(4);
        var read = barrier.await();
        asked.remove().complete(5L);
        assertThat(read).isNotDone();
        applied.advance(5);
        assertThat(read).isCompleted();
    }

    @Test
    void thoseThatComeWhileAQuestionIsUnderWayShareTheNext() {
        var first = barrier.await();
        var second = barrier.await();
        var third = barrier.await();
        assertThat(asked).hasSize(1);
        asked.remove().complete(0L);
        assertThat(first).isCompleted();
        assertThat(asked).hasSize(1);
        assertThat(second).isNotDone();
        asked.remove().complete(0L);
        assertThat(second).isCompleted();
        assertThat(third).isCompleted();
    }

    @Test
    void noReadIsLeftWaitingByAnAnswerThatIsNone() {
        var read = barrier.await();
        var next = barrier.await();
        asked.remove().complete(new IllegalStateException("a failure instead of an index"));
        assertThatThrownBy(read::join).hasRootCauseInstanceOf(ClassCastException.class);
        asked.remove().completeExceptionally(new IllegalStateException("planted"));
        assertThatThrownBy(next::join).hasRootCauseMessage("planted");
        assertThat(barrier.await()).isNotDone();
    }
}
