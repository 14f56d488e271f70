package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both Raft groups grow and shrink while writes go on and servers crash. The long form: {@code -Dchurn.changes=200}; another
 * course: {@code -Dchurn.seed=N}.
 */
class ChurnTest {
    @TempDir
    Path root;

    @Test
    void noAcknowledgedWriteIsLostOrDoubledWhileVotersComeAndGo() throws IOException, InterruptedException {
        int changes = Integer.getInteger("churn.changes", 8);
        long seed = Long.getLong("churn.seed", 11);
        try (var churn = new Churn(root, seed)) {
            churn.run(changes);
            var result = churn.settle();
            System.out.println("seed " + seed + ": " + result);
            assertThat(result.changes()).isEqualTo(changes);
            assertThat(result.lost()).isEmpty();
            assertThat(result.doubled()).isZero();
            assertThat(result.fatal()).isEmpty();
        }
    }
}
