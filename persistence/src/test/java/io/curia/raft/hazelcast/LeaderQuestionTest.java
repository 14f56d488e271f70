package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.cp.exception.CannotReplicateException;
import io.curia.raft.api.RaftException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Questions to a leader that fail, asked on its own server, where no message carries the answer, and on another. */
@Timeout(120)
class LeaderQuestionTest {
    private static final byte[] QUESTION = {1};

    @TempDir
    Path dir;

    @Test
    void aLeaderThatCannotAnswerYetIsAskedAgain() throws Exception {
        try (var servers = new Servers(dir, 3)) {
            servers.startAll();
            var leader = servers.awaitLeader();
            for (var asked : servers.all) {
                var refusals = new AtomicInteger(2);
                leader.engine.answerQuestions(question -> {
                    if (refusals.getAndDecrement() > 0) {
                        throw new CannotReplicateException(null);
                    }
                    return question;
                });
                assertThat(asked.engine
                                .askLeader(QUESTION)
                                .toCompletableFuture()
                                .join())
                        .isEqualTo(QUESTION);
                assertThat(refusals).hasValueLessThan(0);
            }
        }
    }

    @Test
    void whoAsksIsToldOfAFailure() throws Exception {
        try (var servers = new Servers(dir, 1)) {
            servers.startAll();
            var leader = servers.awaitLeader();
            leader.engine.answerQuestions(question -> {
                throw new IllegalStateException("planted");
            });
            assertThatThrownBy(() -> leader.engine
                            .askLeader(QUESTION)
                            .toCompletableFuture()
                            .join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(RaftException.class)
                    .hasStackTraceContaining("planted");
        }
    }
}
