package io.curia.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.curia.archives.ScratchDirectory;
import io.curia.archives.StateArchives;
import io.curia.service.TestServer;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureTest {
    @TempDir
    private Path directory;

    private static String text(ThrowingCallable failing) {
        return Failure.text(catchThrowableOfType(IOException.class, failing));
    }

    @Test
    void aDirectoryInTheArchivesPlaceIsNamed() {
        assertThat(text(() -> NamedFile.read(directory))).isEqualTo(directory + ": is a directory, not an archive");
    }

    @Test
    void whatIsSaidOfAnArchiveIsSaidWordForWord() throws IOException {
        Path file = directory.resolve("none.snap");
        try (var server = new TestServer()) {
            var archives = new StateArchives(server.raft, server.raft, server.fsm, ScratchDirectory.open(directory));
            assertThat(text(() -> archives.check(file))).isEqualTo("failed to read snapshot: " + file);
        }
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = directory.resolve("none.snap");
        assertThat(text(() -> NamedFile.read(file))).isEqualTo(file + ": no such file or directory");
    }

    @Test
    void anArchiveThatBecomesUnreadableWhileItIsReadIsNamed() {
        // the file is there and can be opened, but address 0 of a process cannot be read
        Path file = Path.of("/proc/self/mem");
        assumeTrue(Files.isReadable(file));
        assertThat(text(() -> {
                    try (var in = NamedFile.read(file)) {
                        in.readNBytes(1);
                    }
                }))
                .startsWith(file + ": ")
                .doesNotContain("Exception");
    }

    @Test
    void whatAnotherThreadFailedWithKeepsItsName() {
        var fault = NamedFile.fault(directory, new IOException("No space left on device"));
        assertThat(Failure.text(new IOException(fault.getMessage(), fault)))
                .isEqualTo(directory + ": No space left on device");
    }

    @Test
    void aDirectoryThatHasTheNameOfANewArchiveIsNamed() throws IOException {
        Path made = Files.writeString(directory.resolve("a.snap.1.unverified"), "");
        Path inTheWay =
                Files.createDirectories(directory.resolve("a.snap/below")).getParent();
        assertThat(text(() -> Files.move(made, inTheWay, StandardCopyOption.ATOMIC_MOVE)))
                .startsWith(made + " -> " + inTheWay + ": ");
    }

    @Test
    void aRefusalOfTheSystemIsSaidInWords() {
        assertThat(Failure.text(new AccessDeniedException("/root/a.snap")))
                .isEqualTo("/root/a.snap: permission denied");
        assertThat(Failure.text(new FileSystemException("/a.snap", null, "Read-only file system")))
                .isEqualTo("/a.snap: Read-only file system");
    }
}
