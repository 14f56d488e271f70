package io.curia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreCommandTest {
    @TempDir
    private Path directory;

    private TestServer server;
    private Map<String, String> variables;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer().answer("PUT", "/v1/snapshot", 200, "");
        variables = Map.of("CONSUL_HTTP_ADDR", server.address());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String file(byte[] content) throws IOException {
        return Files.write(directory.resolve("x.snap"), content).toString();
    }

    @Test
    void sendsTheFile() throws IOException {
        byte[] archive = TestArchive.ofKeys("a", "b");
        assertThat(Cli.run(variables, "snapshot", "restore", "-token=t", file(archive)))
                .isEqualTo(new Cli.Outcome(0, "Restored snapshot\n", ""));
        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method() + " " + asked.target()).isEqualTo("PUT /v1/snapshot");
            assertThat(asked.token()).isEqualTo("t");
            assertThat(asked.body()).isEqualTo(archive);
        });
    }

    @Test
    void sendsStandardInput() {
        byte[] archive = TestArchive.ofKeys("a", "b");
        assertThat(Cli.run(variables, archive, "snapshot", "restore", "-format=json", "-"))
                .isEqualTo(new Cli.Outcome(0, "{\n   \"File\": \"-\",\n   \"Size\": " + archive.length + "\n}\n", ""));
        assertThat(server.asked().get(0).body()).isEqualTo(archive);
    }

    @Test
    void tellsRefusals() throws IOException {
        server.answer("PUT", "/v1/snapshot", 500, "failed to decompress snapshot: EOF");
        assertThat(Cli.run(variables, "snapshot", "restore", file(new byte[0])))
                .isEqualTo(new Cli.Outcome(
                        1,
                        "",
                        "Error restoring snapshot: Unexpected response code: 500 (failed to decompress"
                                + " snapshot: EOF)\n"));
    }

    @Test
    void tellsThatThereIsNoFile() {
        assertThat(Cli.run(variables, "snapshot", "restore", "x"))
                .isEqualTo(new Cli.Outcome(1, "", "Error opening snapshot file: open x: no such file or directory\n"));
        assertThat(server.asked()).isEmpty();
    }
}
