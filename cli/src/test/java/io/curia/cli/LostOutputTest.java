package io.curia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command whose output is lost has not done what it was run for. */
class LostOutputTest {
    /** A device of Linux on which no room is ever left; it is only written to. */
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path directory;

    private TestServer server;
    private Map<String, String> variables;
    private String file;

    @BeforeEach
    void start() throws IOException {
        byte[] archive = TestArchive.of(TestArchive.exampleState());
        server = new TestServer()
                .answer("GET", "/v1/snapshot", 200, archive)
                .answer("PUT", "/v1/snapshot", 200, "{\"Meta\":{},\"Tables\":[]}");
        variables = Map.of("CONSUL_HTTP_ADDR", server.address());
        file = Files.write(directory.resolve("x.snap"), archive).toString();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private OutputStream closed() throws IOException {
        var out = new FileOutputStream(directory.resolve("closed").toFile());
        out.close();
        return out;
    }

    private Cli.Outcome run(OutputStream out, String command) {
        var args = new java.util.ArrayList<>(List.of(command.split(" ", -1)));
        if (command.startsWith("snapshot") && !command.endsWith("-help")) {
            args.add(file);
        }
        return Cli.run(variables, InputStream.nullInputStream(), out, args.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "snapshot inspect",
                "snapshot inspect -format=json",
                "snapshot verify",
                "snapshot preview",
                "snapshot save",
                "snapshot restore",
                "snapshot decode",
                "snapshot save -help",
                "version"
            })
    void isTold(String command) throws IOException {
        assertThat(run(closed(), command))
                .isEqualTo(new Cli.Outcome(1, "", "Error writing to standard output: stream Closed\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshot inspect", "snapshot decode"})
    void tellsThatThereIsNoRoom(String command) throws IOException {
        Assumptions.assumeTrue(Files.isWritable(FULL));
        try (var full = new FileOutputStream(FULL.toFile())) {
            assertThat(run(full, command))
                    .isEqualTo(new Cli.Outcome(1, "", "Error writing to standard output: no space left on device\n"));
        }
    }

    @Test
    void aFaultOfTheCommandIsToldAlone() throws IOException {
        var outcome = Cli.run(variables, InputStream.nullInputStream(), closed(), "snapshot", "inspect", "absent");
        assertThat(outcome.err()).isEqualTo("Error opening snapshot file: open absent: no such file or directory\n");
    }
}
