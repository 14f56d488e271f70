package io.curia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.raft.storage.DataDirectory;
import io.curia.raft.storage.EntryKind;
import io.curia.raft.storage.GroupId;
import io.curia.raft.storage.RaftFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogCommandsTest {
    private static final UUID NODE_ID = new UUID(7, 7);
    private static final UUID RAFT_ID = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);
    private static final GroupId GROUP = new GroupId("curia", 0, 7);

    @TempDir
    private Path directory;

    private Path dataDir;

    private RaftFiles open() {
        return new RaftFiles(
                DataDirectory.open(dataDir), NODE_ID, RaftFiles.segmentBytes(1 << 20), RaftFiles.NOBODY_LISTENS);
    }

    @BeforeEach
    void fill() throws IOException {
        dataDir = directory.resolve("state");
        try (var files = open()) {
            var log = files.open(GROUP);
            log.found(RAFT_ID, List.of(RAFT_ID, OTHER));
            log.vote(3, OTHER);
            log.append(1, 1, EntryKind.ENGINE, new byte[20]);
            log.append(2, 1, EntryKind.COMMAND, new byte[] {2, 0, 0});
            log.append(3, 3, EntryKind.COMMAND, new byte[] {(byte) (0x80 | 3), 0});
            log.flush();
        }
    }

    private Path logFile(String prefix) throws IOException {
        try (var files = Files.list(dataDir.resolve("raft/groups/curia@0@7"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void rot(Path file, long at, int length) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(length), at);
        }
    }

    @Test
    void aSoundDirectoryIsSound() {
        assertThat(Cli.run("log", "verify", dataDir.toString()))
                .isEqualTo(new Cli.Outcome(0, dataDir + """
                         is sound
                        curia: term 3, entries 1 to 3, no snapshot
                        """.replaceFirst("^ *", " "), ""));
    }

    @Test
    void entriesAreShownWithTheirTypes() {
        assertThat(Cli.run("log", "dump", dataDir.toString()).out()).contains("""

                Group    curia@0@7
                Term     3, vote for 00000000-0000-0000-0000-000000000002
                Founders 00000000-0000-0000-0000-000000000001 00000000-0000-0000-0000-000000000002
                       Index   Term  Type                          Size
                           1      1  Raft                            20
                           2      1  KVS                              3
                           3      3  Session                          2
                """);
    }

    @Test
    void aPartOfTheLogCanBeAskedForAsJson() {
        assertThat(Cli.run("log", "dump", "-from=2", "-to=2", "-format=json", dataDir.toString())
                        .out()
                        .lines()
                        .filter(line -> line.contains("Entry")))
                .containsExactly(
                        "{\"Kind\":\"Entry\",\"Group\":\"curia\",\"Index\":2,\"Term\":1,\"Type\":\"KVS\",\"Size\":3}");
    }

    @Test
    void aCommitThatWasNotFinishedIsToldAndIsNoDamage() throws IOException {
        var crashed = directory.resolve("crashed");
        try (var files = open()) {
            var log = files.open(GROUP);
            log.append(4, 3, EntryKind.COMMAND, new byte[] {2, 1});
            log.flush();
            copy(dataDir, crashed);
        }
        dataDir = crashed;
        var newest = logFile("log-1-");
        rot(newest, Files.size(newest) - 100, 100);

        var outcome = Cli.run("log", "verify", dataDir.toString());

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("entries 1 to 3");
        assertThat(outcome.err()).contains("was not finished and is taken back");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Test
    void damageIsOneLineWithTheFile() throws IOException {
        var rotten = logFile("log.mv");
        rot(rotten, Files.size(rotten) / 2, 5000);

        for (var command : List.of("verify", "dump")) {
            var outcome = Cli.run("log", command, dataDir.toString());

            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err())
                    .startsWith("damaged: log of curia (" + rotten + "): ")
                    .hasLineCount(1);
        }
        assertThat(Cli.run("log", "dump", dataDir.toString()).out())
                .as("what is sound beside the damage")
                .contains("of which can be read", "KVS", "Session");
    }

    @Test
    void aServerThatRunsIsToldInOneLine() {
        try (var files = open()) {
            assertThat(files.identity().nodeId()).isEqualTo(NODE_ID);

            assertThat(Cli.run("log", "verify", dataDir.toString()))
                    .isEqualTo(new Cli.Outcome(
                            1,
                            "",
                            "a server uses the data directory " + dataDir
                                    + ": stop it, or copy the directory and read the copy\n"));
        }
    }

    @Test
    void whatIsNoDataDirectoryIsToldSo() {
        assertThat(Cli.run("log", "verify", directory.toString()))
                .isEqualTo(new Cli.Outcome(
                        1, "", directory + " is no data directory of a server: it has no directory raft\n"));
    }
}
