package io.curia.snapshotagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curia.fsm.standard.StandardFsm;
import io.curia.snapshotagent.config.AgentConfig;
import io.curia.snapshotagent.config.AgentName;
import io.curia.snapshotagent.config.LocalStorage;
import io.curia.snapshotagent.config.ServerAccess;
import io.curia.snapshotagent.config.Storage;
import io.curia.snapshotagent.storage.S3Service;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Single runs: fetching, storing, verifying, rotating. */
@Timeout(120)
class OneShotTest {
    private static final AgentName NAME = AgentName.ofNode("test");

    @TempDir
    Path dir;

    private ArchiveServer server;
    private final List<String> log = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = new ArchiveServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SnapshotAgent agent(int retain, boolean stale, Storage... storages) {
        var config = new AgentConfig(
                ServerAccess.of(server.address(), ""),
                new AgentConfig.Schedule(Duration.ZERO, retain, stale, 3),
                new AgentConfig.Presence("consul-snapshot", Duration.ofDays(3), "lock"),
                Optional.of(dir.resolve("scratch")),
                List.of(storages),
                Level.INFO);
        return SnapshotAgent.of(config, (level, line) -> log.add(line), NAME);
    }

    private SnapshotAgent local(int retain) {
        return agent(retain, false, new LocalStorage(dir.resolve("snaps")));
    }

    private List<Path> snaps() throws IOException {
        try (var files = Files.list(dir.resolve("snaps"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void refusesAnArchiveOfNoState() {
        server.damage(whole ->
                ArchiveServer.archive(0, StandardFsm.create(Runnable::run).snapshot()::writeState));
        assertThatThrownBy(() -> local(3).run()).hasMessageContaining("its server had no state to save");
        assertThat(dir.resolve("snaps"))
                .satisfiesAnyOf(none -> assertThat(none).doesNotExist(), none -> assertThat(none)
                        .isEmptyDirectory());
    }

    @Test
    void savesAndVerifiesOneArchiveAndEnds() throws IOException {
        var agent = local(3);
        agent.run();
        var run = agent.report().lastSuccess().orElseThrow();
        assertThat(snaps()).containsExactly(dir.resolve("snaps/consul-" + run.id() + ".snap"));
        assertThat(run.index()).isEqualTo(ArchiveServer.INDEX);
        assertThat(run.bytes()).isEqualTo(Files.size(snaps().get(0)));
        assertThat(log).containsExactly("Snapshot agent running", "Saved snapshot " + run.id());
        assertThat(dir.resolve("scratch")).isEmptyDirectory();
        assertThat(server.query()).isNull();
        assertThat(agent.report().state()).isEqualTo(AgentReport.State.STOPPED);
    }

    @Test
    void asksForAnyServersStateIfToldTo() throws IOException {
        agent(3, true, new LocalStorage(dir.resolve("snaps"))).run();
        assertThat(server.query()).isEqualTo("stale");
    }

    @Test
    void keepsTheNewestArchives() throws IOException {
        for (int i = 0; i < 4; i++) {
            local(2).run();
        }
        var kept = snaps();
        assertThat(kept).hasSize(2);
        local(2).run();
        assertThat(snaps()).hasSize(2).contains(kept.get(1)).doesNotContain(kept.get(0));
        local(0).run();
        assertThat(snaps()).hasSize(3);
    }

    @Test
    void whatWasJustStoredStaysThoughAnotherClockWasAhead() throws IOException {
        var directory = Files.createDirectories(dir.resolve("snaps"));
        var ahead = Files.createFile(directory.resolve("consul-8000000000000000000.snap"));
        local(1).run();
        assertThat(ahead).doesNotExist();
        assertThat(snaps()).hasSize(1);
    }

    @Test
    void rotationTouchesFilesOnly() throws IOException {
        var directory = Files.createDirectories(dir.resolve("snaps/consul-2.snap"));
        local(1).run();
        local(1).run();
        assertThat(directory).isDirectory();
        assertThat(snaps()).hasSize(2);
    }

    @Test
    void whatAgentsThatDiedHaveLeftIsRemovedAndTold() throws IOException {
        var old = FileTime.from(Instant.now().minus(Duration.ofHours(3)));
        for (String directory : new String[] {"snaps", "scratch"}) {
            var left = Files.createDirectories(dir.resolve(directory)).resolve(".consul-14283376177357608705.snap.tmp");
            Files.setLastModifiedTime(Files.writeString(left, ""), old);
        }
        local(3).run();
        assertThat(snaps()).hasSize(1);
        assertThat(dir.resolve("scratch")).isEmptyDirectory();
        assertThat(log)
                .filteredOn(
                        line -> line.startsWith("Removed " + dir) && line.endsWith(", which an agent left that died"))
                .hasSize(2);
    }

    @Test
    void aStorageThatIsNoDirectoryIsToldInWords() throws IOException {
        var file = Files.writeString(dir.resolve("file"), "");
        var agent = agent(3, false, new LocalStorage(file));
        assertThatThrownBy(agent::run)
                .isInstanceOf(IOException.class)
                .hasMessage("local-path " + file + " is not a directory: name one");
        assertThat(log).last().isEqualTo("Snapshot failed: local-path " + file + " is not a directory: name one");
    }

    @Test
    void aDamagedArchiveIsNotStored() throws IOException {
        server.damage(archive -> Arrays.copyOf(archive, archive.length - 20));
        assertThatThrownBy(() -> local(3).run()).isInstanceOf(IOException.class);
        assertThat(dir.resolve("snaps")).doesNotExist();
        assertThat(dir.resolve("scratch")).isEmptyDirectory();
        assertThat(log).last().asString().startsWith("Snapshot failed: ");
    }

    @Test
    void anArchiveWhoseStateCannotBeRestoredDoesNotStay() throws IOException {
        // the checksums are right; the state has a record of a type that nobody knows
        server.damage(archive -> ArchiveServer.archive(
                9,
                out -> out.write(
                        new byte[] {(byte) 0x81, (byte) 0xa9, 'L', 'a', 's', 't', 'I', 'n', 'd', 'e', 'x', 9, 99, 0})));
        var agent = local(3);
        assertThatThrownBy(agent::run).isInstanceOf(IOException.class).hasMessage("Unrecognized msg type 99");
        var run = agent.report().history().get(0);
        assertThat(run.targets()).extracting(RunRecord.TargetRecord::stored).containsExactly(false);
        assertThat(dir.resolve("snaps")).isEmptyDirectory();
        assertThat(agent.report().consecutiveFailures()).isEqualTo(1);
        assertThat(agent.report().lastError().orElseThrow().error()).isEqualTo(run.faults());
    }

    @Test
    void aRefusalIsTold() {
        server.status(403);
        assertThatThrownBy(() -> local(3).run())
                .isInstanceOf(IOException.class)
                .hasMessage("Unexpected response code: 403 (Permission denied)");
    }

    @Test
    void oneStorageThatFailsDoesNotKeepTheOthersFromTheirArchive() throws Exception {
        Files.writeString(dir.resolve("file"), "");
        try (var s3 = new S3Service()) {
            var agent = agent(
                    3,
                    false,
                    new LocalStorage(dir.resolve("file/below")),
                    new LocalStorage(dir.resolve("snaps")),
                    s3.storage("consul-snapshot", ""));
            assertThatThrownBy(agent::run).isInstanceOf(IOException.class).hasMessageContaining("file");
            var run = agent.report().history().get(0);
            assertThat(run.succeeded()).isFalse();
            assertThat(run.targets()).extracting(RunRecord.TargetRecord::stored).containsExactly(false, true, true);
            assertThat(snaps()).hasSize(1);
            try (var client = s3.client()) {
                var objects = client.listObjectsV2(list -> list.bucket(S3Service.BUCKET))
                        .contents();
                assertThat(objects).hasSize(1);
                assertThat(objects.get(0).key()).isEqualTo("consul-snapshot/consul-" + run.id() + ".snap");
                assertThat(objects.get(0).size()).isEqualTo(run.bytes());
            }
        }
    }

    @Test
    void waitsTwiceAsLongAfterEachFailureUpToALimit() {
        assertThat(Backoff.after(1, Backoff.LONGEST)).isEqualTo(Duration.ofSeconds(5));
        assertThat(Backoff.after(2, Backoff.LONGEST)).isEqualTo(Duration.ofSeconds(10));
        assertThat(Backoff.after(5, Backoff.LONGEST)).isEqualTo(Duration.ofSeconds(80));
        assertThat(Backoff.after(1000, Duration.ofHours(9))).isEqualTo(Duration.ofMinutes(10));
        assertThat(Backoff.after(3, Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
    }
}
