package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.logging.ILogger;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LibraryLogTest {
    private static final String CATEGORY = "com.hazelcast.LibraryLogTest";

    private final List<LogRecord> lines = new ArrayList<>();
    private final Logger target = Logger.getLogger(CATEGORY);
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
    private long now = Long.MAX_VALUE - 5;
    private final ILogger log = new LibraryLog(() -> now).getLogger(CATEGORY);

    @BeforeEach
    void listen() {
        target.setLevel(Level.ALL);
        target.setUseParentHandlers(false);
        target.addHandler(handler);
    }

    @AfterEach
    void stop() {
        target.removeHandler(handler);
    }

    private List<LogRecord> warnings() {
        return lines.stream()
                .filter(line -> line.getLevel().intValue() >= Level.WARNING.intValue())
                .toList();
    }

    @Test
    void warningsAreForDebugging() {
        log.warning("no leader", new IllegalStateException("trace"));
        log.info("connected");
        log.finest("detail");

        assertThat(warnings()).isEmpty();
        assertThat(lines).extracting(LogRecord::getLevel).containsExactly(Level.FINE, Level.FINE, Level.FINEST);
        assertThat(lines.get(0).getThrown()).isNotNull();
    }

    @Test
    void whatIsSevereIsOneLineAMinuteWithoutATrace() {
        for (int i = 0; i < 10; i++) {
            log.severe("failed", new IllegalStateException("for want of " + i));
        }
        assertThat(warnings()).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARNING);
            assertThat(line.getMessage()).contains("failed").contains("for want of 0");
            assertThat(line.getThrown()).isNull();
        });
        assertThat(lines).filteredOn(line -> line.getThrown() != null).hasSize(10);

        now += LibraryLog.PAUSE_NS;
        log.severe("failed");
        assertThat(warnings()).hasSize(2);
    }

    @Test
    void whatIsNotWrittenIsNotAskedFor() {
        target.setLevel(Level.INFO);

        assertThat(log.isSevereEnabled()).isTrue();
        assertThat(log.isWarningEnabled()).isFalse();
        assertThat(log.isFinestEnabled()).isFalse();
    }
}
