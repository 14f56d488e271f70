package io.curia.raft.api;

import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** Questions to the leader about what only a leader knows, and no log holds. Any thread; no method blocks. */
public interface LeaderChannel {
    /**
     * Asks the leader, wherever it is, something that is not in the log, and answers what its {@linkplain
     * #answerQuestions answerer} said. Waits for a leader if there is none. The question may be asked several times. Fails
     * with {@link RaftException} only.
     */
    CompletionStage<byte[]> askLeader(byte[] question);

    /**
     * Sets what answers the questions of {@link #askLeader} while this server leads. It runs between two entries of the
     * log, so it sees all that was applied, and must be quick and not block.
     */
    void answerQuestions(UnaryOperator<byte[]> answerer);
}
