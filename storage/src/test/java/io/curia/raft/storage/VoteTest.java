package io.curia.raft.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No server votes twice in a term, though it has left the group meanwhile and its files are gone. */
class VoteTest {
    private static final GroupId GROUP = new GroupId("METADATA", 7, 0);
    private static final GroupId OTHER = new GroupId("METADATA", 8, 0);
    private static final UUID NODE = UUID.randomUUID();
    private static final UUID CANDIDATE = UUID.randomUUID();

    @TempDir
    Path dir;

    private RaftFiles files;

    @BeforeEach
    void start() {
        files = new RaftFiles(DataDirectory.open(dir), NODE, RaftFiles.segmentBytes(1 << 20), RaftFiles.NOBODY_LISTENS);
    }

    @AfterEach
    void stop() {
        files.close();
    }

    private void restart() {
        stop();
        start();
    }

    private void found() throws IOException {
        files.open(GROUP).found(files.identity().raftId(), List.of(CANDIDATE));
    }

    private void vote(int term, UUID candidate) throws IOException {
        found();
        files.open(GROUP).vote(term, candidate);
    }

    @Test
    void theLastVoteOutlivesTheGroup() throws IOException {
        vote(5, CANDIDATE);
        files.remove(GROUP);
        restart();

        assertThat(files.lastVote(GROUP)).isEqualTo(new LogStore.Vote(5, CANDIDATE));
        assertThat(files.lastVote(OTHER)).isEqualTo(LogStore.Vote.NONE);
    }

    @Test
    void itCountsThoughTheGroupThatIsBegunAnewHasNoVoteYet() throws IOException {
        vote(5, CANDIDATE);
        files.remove(GROUP);
        found();
        restart();

        assertThat(files.restore(GROUP).vote()).isEqualTo(new LogStore.Vote(5, CANDIDATE));
    }

    @Test
    void aLaterTermCountsAndSoDoesAVoteInTheSameTerm() throws IOException {
        vote(5, null);
        files.remove(GROUP);
        vote(5, CANDIDATE);
        files.remove(GROUP);
        vote(5, null);
        restart();
        assertThat(files.restore(GROUP).vote()).isEqualTo(new LogStore.Vote(5, CANDIDATE));

        vote(6, null);
        restart();
        assertThat(files.restore(GROUP).vote()).isEqualTo(new LogStore.Vote(6, null));
    }
}
