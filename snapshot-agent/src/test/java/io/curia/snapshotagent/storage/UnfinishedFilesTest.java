package io.curia.snapshotagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.curia.snapshotagent.TestConfigs;
import io.curia.snapshotagent.config.AgentConfig;
import io.curia.snapshotagent.config.AgentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedFilesTest {
    private static final String SERVER = "http://127.0.0.1:8500";

    @TempDir
    Path dir;

    private static UnfinishedFiles of(AgentConfig config) {
        return UnfinishedFiles.of(config, AgentName.ofProcess());
    }

    private UnfinishedFiles looping(String server, String lock) {
        return of(TestConfigs.hourly(server, lock, dir));
    }

    private static void age(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    @Test
    void theNextAgentWithTheSameLockRemovesWhatOneThatDiedHasLeft() throws IOException {
        var left = looping(SERVER, "lock").create("local-path", dir);
        assertThat(looping(SERVER, "lock").removeLeft(dir)).containsExactly(left);
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void whatAnotherAgentMayBeWritingStaysUntilItIsOld() throws IOException {
        var others = new Path[] {
            looping(SERVER, "another/lock").create("local-path", dir),
            looping("http://127.0.0.1:9500", "lock").create("local-path", dir),
            UnfinishedFiles.of(TestConfigs.hourly(SERVER, "lock", dir), AgentName.ofNode("another"))
                    .create("local-path", dir),
            of(TestConfigs.once(SERVER, "lock", dir)).create("local-path", dir),
            Files.writeString(dir.resolve(".consul-14283376177357608705.snap.tmp"), "of an earlier version")
        };
        assertThat(looping(SERVER, "lock").removeLeft(dir)).isEmpty();
        assertThat(of(TestConfigs.once(SERVER, "lock", dir)).removeLeft(dir)).isEmpty();
        for (var other : others) {
            age(other, Duration.ofHours(3));
        }
        assertThat(looping(SERVER, "lock").removeLeft(dir)).containsExactlyInAnyOrder(others);
    }

    @Test
    void nothingElseIsRemoved() throws IOException {
        for (String name : new String[] {
            ".consul-x.snap.tmp",
            ".consul-.snap.tmp",
            ".consul-1.snap.tmp.bak",
            "consul-1.snap.tmp",
            ".consul-0123-1.snap.tmp",
            ".consul-1.snap"
        }) {
            age(Files.writeString(dir.resolve(name), ""), Duration.ofDays(9));
        }
        var directory = Files.createDirectory(dir.resolve(".consul-1.snap.tmp"));
        age(directory, Duration.ofDays(9));
        Files.createSymbolicLink(dir.resolve(".consul-2.snap.tmp"), directory);
        assertThat(looping(SERVER, "lock").removeLeft(dir)).isEmpty();
        try (var all = Files.list(dir)) {
            assertThat(all).hasSize(8);
        }
        assertThat(looping(SERVER, "lock").removeLeft(dir.resolve("none"))).isEmpty();
    }

    @Test
    void aDirectoryThatCannotBeHadIsNamedWithTheRemedy() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "");
        Path below = file.resolve("below/it");
        var files = looping(SERVER, "lock");
        assertThatThrownBy(() -> files.create("local-path", file))
                .hasMessage("local-path " + file + " is not a directory: name one");
        assertThatThrownBy(() -> files.create("scratch-path", below))
                .hasMessage(
                        "scratch-path " + below + " cannot be made, for " + file + " is not a directory: name another");
    }

    @Test
    void aDirectoryThatCannotBeWrittenToIsNamedWithTheRemedy() {
        Path proc = Path.of("/proc");
        assumeTrue(Files.isDirectory(proc.resolve("self")));
        var files = looping(SERVER, "lock");
        assertThatThrownBy(() -> files.create("local-path", proc))
                .hasMessageStartingWith("local-path /proc cannot be written to (")
                .hasMessageEndingWith("): let the agent's user write there, or name another directory");
        assertThatThrownBy(() -> files.create("local-path", proc.resolve("a/b")))
                .hasMessageStartingWith("local-path /proc/a/b cannot be made in /proc (");
    }

    @Test
    void aFullDiskIsToldWithTheFile() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        try (var out = UnfinishedFiles.write(full)) {
            assertThatThrownBy(() -> out.write(1)).hasMessage("/dev/full: No space left on device");
        }
    }
}
