package io.curia.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.raft.api.RaftException;
import io.curia.testing.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SyncReportTest {
    private static final String TAKEN = "Node name vm is reserved by node 1 with name vm (10.0.0.9)";

    private final LogLines log = new LogLines(AntiEntropy.class);
    private long now;
    private final SyncReport report = new SyncReport(() -> now);

    @AfterEach
    void stop() {
        log.close();
    }

    private List<String> levels() {
        return log.lines().stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    @Test
    void aCauseIsToldOnceWithItsRemedyAndWhenItIsOver() {
        for (int i = 0; i < 100; i++) {
            report.failed(new CompletionException(new CatalogException(TAKEN)));
        }
        report.succeeded();
        report.succeeded();
        assertThat(levels()).containsExactly("WARNING", "INFO");
        assertThat(log.lines().get(0)).contains("is reserved by node").contains("curia.node-name");
    }

    @Test
    void anotherCauseIsToldTooAndOneThatLastsAfterAnHour() {
        report.failed(new CompletionException(new CatalogException(TAKEN)));
        report.failed(new CatalogException("Missing node registration"));
        now += Duration.ofHours(1).toNanos();
        report.failed(new CatalogException("Missing node registration"));
        assertThat(levels()).containsExactly("WARNING", "WARNING", "WARNING");
    }

    @Test
    void withoutALeaderThereIsNothingToWarnOf() {
        report.failed(new RaftException(RaftException.Kind.NO_LEADER, "no leader"));
        report.failed(new RaftException(RaftException.Kind.NO_LEADER, "no leader"));
        assertThat(levels()).containsExactly("INFO");
    }
}
