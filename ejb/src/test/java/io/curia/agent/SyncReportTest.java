package io.curia.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.raft.RaftException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncReportTest {
    private static final String TAKEN = "Node name vm is reserved by node 1 with name vm (10.0.0.9)";

    private final Logger logger = Logger.getLogger(AntiEntropy.class.getName());
    private final List<LogRecord> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private long now;
    private final SyncReport report = new SyncReport(() -> now);

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(handler);
    }

    private List<Level> levels() {
        return lines.stream().map(LogRecord::getLevel).toList();
    }

    @Test
    void aCauseIsToldOnceWithItsRemedyAndWhenItIsOver() {
        for (int i = 0; i < 100; i++) {
            report.failed(new CompletionException(new CatalogException(TAKEN)));
        }
        report.succeeded();
        report.succeeded();
        assertThat(levels()).containsExactly(Level.WARNING, Level.INFO);
        assertThat(List.of(lines.get(0).getParameters())).element(1).asString().contains("curia.node-name");
    }

    @Test
    void anotherCauseIsToldTooAndOneThatLastsAfterAnHour() {
        report.failed(new CompletionException(new CatalogException(TAKEN)));
        report.failed(new CatalogException("Missing node registration"));
        now += Duration.ofHours(1).toNanos();
        report.failed(new CatalogException("Missing node registration"));
        assertThat(levels()).containsExactly(Level.WARNING, Level.WARNING, Level.WARNING);
    }

    @Test
    void withoutALeaderThereIsNothingToWarnOf() {
        report.failed(new RaftException(RaftException.Kind.NO_LEADER, "no leader"));
        report.failed(new RaftException(RaftException.Kind.NO_LEADER, "no leader"));
        assertThat(levels()).containsExactly(Level.INFO);
    }
}
