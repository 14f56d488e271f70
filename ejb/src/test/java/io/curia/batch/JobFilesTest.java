package io.curia.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFilesTest {
    @TempDir
    private Path directory;

    @Test
    void aLeftoverThatOthersMayReadIsReplacedByAPrivateFile() throws IOException {
        var files = files();
        Files.writeString(files.work(), "left by a server that died");
        Files.setPosixFilePermissions(files.work(), PosixFilePermissions.fromString("rw-rw-rw-"));
        try (var reader = Files.newInputStream(files.work())) {
            write(files, "new");
            assertThat(reader.readAllBytes()).asString(UTF_8).isEqualTo("left by a server that died");
        }
        assertThat(files.work()).hasContent("new");
        assertThat(Files.getPosixFilePermissions(files.work())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        var files = files();
        var other = Files.writeString(directory.resolve("other"), "another's");
        Files.createSymbolicLink(files.work(), other);
        write(files, "new");
        assertThat(other).hasContent("another's");
        assertThat(Files.isSymbolicLink(files.work())).isFalse();
        assertThat(files.work()).hasContent("new");
    }

    @Test
    void aStepThatIsRunAgainBeginsAnew() throws IOException {
        var files = files();
        write(files, "a longer first try");
        write(files, "second");
        assertThat(files.work()).hasContent("second");
    }

    private JobFiles files() {
        return new JobFiles(directory.resolve("a.snap"), directory.resolve("a.snap.1.unverified"));
    }

    private static void write(JobFiles files, String text) throws IOException {
        try (var out = files.beginWork()) {
            out.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
        }
    }
}
