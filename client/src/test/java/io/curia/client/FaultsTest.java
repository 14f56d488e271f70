package io.curia.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {
    @TempDir
    Path dir;

    @Test
    void faultsOfFilesAreToldInWords() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "");
        assertThat(Faults.line(catchThrowable(() -> Files.createFile(file)))).isEqualTo(file + ": file exists");
        assertThat(Faults.line(catchThrowable(() -> Files.list(file)))).isEqualTo(file + ": not a directory");
        assertThat(Faults.line(catchThrowable(() -> Files.size(dir.resolve("none")))))
                .isEqualTo(dir.resolve("none") + ": no such file or directory");
        assertThat(Faults.line(catchThrowable(() -> Files.size(file.resolve("below")))))
                .isEqualTo(file.resolve("below") + ": Not a directory");
        assertThat(Faults.line(catchThrowable(() -> Files.delete(dir)))).isEqualTo(dir + ": directory not empty");
        assertThat(Faults.line(new AccessDeniedException("/x"))).isEqualTo("/x: permission denied");
    }

    @Test
    void otherFaultsAreToldByTheirMessagesOrKinds() {
        assertThat(Faults.line(new IOException("two\n  lines"))).isEqualTo("two lines");
        assertThat(Faults.line(new java.net.ConnectException())).isEqualTo("cannot connect");
        assertThat(Faults.line(new java.io.EOFException())).isEqualTo("EOF");
    }
}
