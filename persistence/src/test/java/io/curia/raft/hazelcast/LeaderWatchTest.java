package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.raft.api.ClusterMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaderWatchTest {
    private static final Optional<String> LEADER = Optional.of("10.0.0.1:8300");

    private final List<String> lines = new ArrayList<>();
    private final Logger logger = Logger.getLogger(LeaderWatch.class.getName());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + java.text.MessageFormat.format(line.getMessage(), line.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private List<ClusterMember> members = List.of(server("n1", true), server("n2", false), server("n3", false));
    private long now = Long.MAX_VALUE - 5;
    private final LeaderWatch watch = new LeaderWatch(() -> members, 1000, () -> now);

    private static ClusterMember server(String name, boolean alive) {
        return new ClusterMember(name + "-id", name, "10.0.0." + name.charAt(1), 8300, alive, true, false);
    }

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(handler);
    }

    private void pass(long ms, Optional<String> leader) {
        now += TimeUnit.MILLISECONDS.toNanos(ms);
        watch.tick(leader);
    }

    @Test
    void oneLineSaysThatThereIsNoMajorityAndOneThatItIsBack() {
        pass(0, LEADER);
        for (int i = 0; i < 100; i++) {
            pass(500, Optional.empty());
        }
        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("WARNING")
                .contains("only 1 of 3 servers", "n2 at 10.0.0.2:8300, n3 at 10.0.0.3:8300");

        pass(500, LEADER);
        pass(500, LEADER);
        assertThat(lines).hasSize(2).last().asString().startsWith("INFO").contains("again, 10.0.0.1:8300, after 50 s");
    }

    @Test
    void anElectionIsNotWorthALine() {
        pass(0, LEADER);
        pass(500, Optional.empty());
        pass(2500, Optional.empty());
        pass(500, LEADER);
        pass(2500, Optional.empty());

        assertThat(lines).isEmpty();
    }

    @Test
    void aMajorityWithoutALeaderIsToldAsSuch() {
        members = List.of(server("n1", true), server("n2", true), server("n3", false));
        pass(0, Optional.empty());
        pass(3000, Optional.empty());

        assertThat(lines).singleElement().asString().contains("though 2 of 3 servers can be reached");
    }
}
