package io.curia.archives;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curia.cluster.Caller;
import io.curia.raft.api.Consistency;
import io.curia.raft.api.RaftException;
import io.curia.service.TestServer;
import io.curia.state.StagedRestore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What callers inside the server get: values, or a failure whose type says what it means for the state. */
@Timeout(60)
class StateArchivesTest {
    private static final Caller CALLER = Caller.job("test", 1);

    @TempDir
    Path dir;

    private final TestServer server = new TestServer();
    private StateArchives archives;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        archives =
                new StateArchives(server.raft, server.raft, server.fsm, ScratchDirectory.open(dir.resolve("scratch")));
        file = dir.resolve("archive.snap");
    }

    @AfterEach
    void nothingIsLeft() {
        server.close();
        server.fsm.stop();
        assertThat(dir.resolve("scratch")).isEmptyDirectory();
    }

    private SavedState save() throws IOException {
        server.put("a", "1");
        var saved = archives.save(Consistency.CONSISTENT, CALLER);
        try (var out = Files.newOutputStream(file)) {
            saved.archive().writeTo(out);
        }
        server.put("a", "2");
        return saved;
    }

    private AbstractThrowableAssert<?, ?> assertRestoreFails() {
        return assertThatThrownBy(() -> archives.restore(file, CALLER));
    }

    @Test
    void whatIsSavedIsCheckedPreviewedAndRestored() throws IOException {
        assertThat(save().index()).isEqualTo(1);

        assertThat(archives.check(file).index()).isEqualTo(1);
        try (var in = Files.newInputStream(file)) {
            var preview = archives.preview(in, OptionalLong.empty(), Consistency.DEFAULT);
            assertThat(preview.meta().index()).isEqualTo(1);
            assertThat(preview.index()).isEqualTo(2);
            assertThat(preview.tables())
                    .anySatisfy(table -> assertThat(table.changed().keys()).containsExactly("a"));
        }
        assertThat(TestServer.body(server.get("a?raw"))).isEqualTo("2");

        assertThat(archives.restore(file, CALLER).index()).isEqualTo(1);
        assertThat(TestServer.body(server.get("a?raw"))).isEqualTo("1");
    }

    @Test
    void aStateThatNeverWasIsNotSaved() {
        assertThatThrownBy(() -> archives.save(Consistency.STALE, CALLER))
                .isInstanceOf(SnapshotException.Refused.class)
                .hasMessage("there is no state yet that could be saved");
        assertThat(archives.startSave(Consistency.STALE, CALLER))
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(SnapshotException.Refused.class);
    }

    @Test
    void aLogThatCannotBeReachedIsUnavailable() throws IOException {
        save();
        server.raft.failWith(new RaftException(RaftException.Kind.NO_LEADER, "none"));
        assertThatThrownBy(() -> archives.save(Consistency.CONSISTENT, CALLER))
                .isInstanceOf(SnapshotException.Unavailable.class)
                .hasMessage("No cluster leader");
        assertRestoreFails().isInstanceOfSatisfying(SnapshotException.Unavailable.class, failure -> assertThat(
                        failure.failure().kind())
                .isEqualTo(RaftException.Kind.NO_LEADER));
    }

    @Test
    void aLogThatFailsBeforeTheSwitchChangesNothing() throws IOException {
        save();
        server.raft.failProposals(entry -> new RaftException(RaftException.Kind.STORAGE, "disk full"));
        assertRestoreFails()
                .isInstanceOf(SnapshotException.Refused.class)
                .hasMessage("Raft error when restoring snapshot: disk full; the state was not changed");
    }

    @Test
    void aLeaderLostAtTheSwitchLeavesItOpen() throws IOException {
        save();
        server.raft.failProposals(entry -> new String(entry, UTF_8).contains("switch")
                ? new RaftException(RaftException.Kind.INDETERMINATE, "lost")
                : null);
        assertRestoreFails()
                .isInstanceOf(SnapshotException.OutcomeUnknown.class)
                .hasMessage("Raft error when restoring snapshot: lost;"
                        + " it is not known whether the snapshot was restored");
    }

    @Test
    void anotherAtTheSameTimeIsBusy() throws IOException {
        save();
        server.raft.failProposals(entry -> {
            assertRestoreFails().isInstanceOf(SnapshotException.Busy.class);
            return null;
        });
        assertThat(archives.restore(file, CALLER).index()).isEqualTo(1);
    }

    @Test
    void whatIsNoArchiveIsRefused() throws IOException {
        assertThatThrownBy(() -> archives.check(file))
                .isInstanceOf(SnapshotException.Refused.class)
                .hasMessage("failed to read snapshot: " + file);
        Files.write(file, new byte[3]);
        assertRestoreFails()
                .isInstanceOf(SnapshotException.Refused.class)
                .hasMessage("failed to decompress snapshot: gzip: invalid header");
    }

    @Test
    void whatIsLongerThanCanBeRestoredIsNotEvenRead() throws IOException {
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(StagedRestore.LIMIT + 1);
        }
        assertRestoreFails().isInstanceOf(SnapshotException.TooLarge.class);
        var declared = OptionalLong.of(StagedRestore.LIMIT + 1);
        assertThatThrownBy(() -> archives.restore(InputStream.nullInputStream(), declared, CALLER))
                .isInstanceOf(SnapshotException.TooLarge.class);
    }

    @Test
    void aFaultOfTheProgramIsNoFailureOfTheArchive() throws IOException {
        save();
        var fault = new IllegalStateException("a fault");
        server.raft.failProposals(entry -> {
            throw fault;
        });
        var archive = new ByteArrayInputStream(Files.readAllBytes(file));
        assertThatThrownBy(() -> archives.restore(archive, OptionalLong.empty(), CALLER))
                .isSameAs(fault);
    }
}
