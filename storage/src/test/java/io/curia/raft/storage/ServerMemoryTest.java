package io.curia.raft.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server holds against another, and what it does not. */
class ServerMemoryTest {
    private static final UUID OTHER = new UUID(0, 2);

    @TempDir
    Path dir;

    private RaftFiles files;
    private ServerMemory memory;

    @BeforeEach
    void start() {
        files = new RaftFiles(
                DataDirectory.open(dir), new UUID(7, 7), RaftFiles.segmentBytes(1 << 20), RaftFiles.NOBODY_LISTENS);
        memory = files.beginRun("curia");
    }

    @AfterEach
    void stop() {
        files.close();
    }

    private void restart() {
        memory.keep();
        stop();
        start();
    }

    private static Credentials other(long start, long end) {
        return new Credentials(OTHER, new Credentials.Run(start, UUID.randomUUID()), end, 0, Set.of());
    }

    private void letIn(Credentials who, long acknowledged) {
        assertThat(memory.judge(who)).isEmpty();
        memory.acknowledged(who.raftId(), who.run(), acknowledged);
    }

    @Test
    void oneThatComesBackWithAllItHadIsLetIn() {
        letIn(other(1, 0), 50);
        letIn(other(2, 50), 90);
        letIn(other(7, 120), 130);
    }

    @Test
    void itMayPresentItselfAgainInTheSameRun() {
        var who = other(3, 10);
        letIn(who, 500);
        restart();
        letIn(who, 600);
    }

    @Test
    void aCopyOfBeforeItsLastStartIsNoticed() {
        letIn(other(1, 0), 0);
        letIn(other(2, 0), 0);

        assertThat(memory.judge(other(2, 0)).orElseThrow()).contains("older copy", "2. time", "start 2");
    }

    @Test
    void aCopyOfAServerThatRanIsNoticedByWhatItHadAcknowledged() {
        letIn(other(1, 0), 50);
        restart();

        assertThat(memory.judge(other(2, 49)).orElseThrow()).contains("ends at entry 49", "acknowledged entry 50");
        assertThat(memory.judge(other(2, 50))).isEmpty();
    }

    @Test
    void whatARunThatWasNotLetInAcknowledgesCountsForNothing() {
        letIn(other(1, 0), 50);
        memory.acknowledged(OTHER, new Credentials.Run(2, UUID.randomUUID()), 90);

        assertThat(memory.judge(other(2, 60))).isEmpty();
    }

    @Test
    void whatOthersHaveSeenCountsToo(@TempDir Path elsewhere) throws IOException {
        letIn(other(4, 0), 50);
        try (var theirs = new RaftFiles(
                DataDirectory.open(elsewhere),
                new UUID(7, 8),
                RaftFiles.segmentBytes(1 << 20),
                RaftFiles.NOBODY_LISTENS)) {
            var listener = theirs.beginRun("curia");
            listener.hear(memory.news().orElseThrow());

            assertThat(memory.news()).as("told once").isEmpty();
            assertThat(listener.judge(other(5, 49))).isPresent();
            assertThat(listener.judge(other(4, 50))).isPresent();
            assertThat(listener.judge(other(5, 50))).isEmpty();
        }
    }

    @Test
    void aServerOfAGroupThatWasGivenUpIsNotLetIn() throws IOException {
        files.metadata().persistSuperseded(Set.of(OTHER));
        files.metadata().persistMetadataGroup(new GroupId("METADATA", 5, 0));
        restart();
        var follower = new Credentials(
                new UUID(0, 3), new Credentials.Run(1, UUID.randomUUID()), 10, 0, Set.of(OTHER, new UUID(0, 9)));
        var stranger = new Credentials(
                new UUID(0, 3), new Credentials.Run(1, UUID.randomUUID()), 10, 0, Set.of(new UUID(0, 9)));

        assertThat(memory.judge(other(1, 10)).orElseThrow()).contains("founded anew");
        assertThat(memory.judge(follower)).isPresent();
        assertThat(memory.judge(stranger)).isEmpty();
    }

    @Test
    void eachStartIsCounted() {
        long first = memory.own().run().number();
        restart();

        assertThat(memory.own().run().number()).isEqualTo(first + 1);
        assertThat(Credentials.decode(memory.own().encode())).isEqualTo(memory.own());
        assertThat(Credentials.Run.parse(memory.own().run().toString()))
                .isEqualTo(memory.own().run());
    }
}
