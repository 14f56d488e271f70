package io.curia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive need not be a file: commands take it from a pipe or from standard input too. */
class PipeTest {
    private static final String PREVIEW = """
        {"Meta":{"ID":"x","Index":29,"Term":2,"Version":1,"Size":120},"Tables":[]}
        """;

    private static byte[] archive;

    @TempDir
    private Path directory;

    private TestServer server;
    private Map<String, String> variables;

    /** More than a pipe holds. */
    @BeforeAll
    static void write() {
        String[] keys = new String[8_000];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = "key/" + Integer.toHexString(i * 0x9e3779b9);
        }
        archive = TestArchive.ofKeys(keys);
        assertThat(archive).hasSizeGreaterThan(64 * 1024);
    }

    @BeforeEach
    void start() throws IOException {
        server = new TestServer().answer("PUT", "/v1/snapshot", 200, PREVIEW);
        variables = Map.of("CONSUL_HTTP_ADDR", server.address());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Cli.Outcome run(String command, byte[] in, String file) {
        var args = new ArrayList<>(List.of("snapshot", command));
        args.add(file);
        return Cli.run(variables, in, args.toArray(String[]::new));
    }

    private static CompletableFuture<Void> writing(Path fifo, byte[] content) {
        return CompletableFuture.runAsync(() -> {
            try (var out = Files.newOutputStream(fifo, java.nio.file.StandardOpenOption.WRITE)) {
                out.write(content);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect", "verify", "decode", "preview", "restore"})
    void standardInputAndPipesAreAsGoodAsAFile(String command) throws Exception {
        var file = Files.write(directory.resolve("x.snap"), archive);
        var expected = run(command, new byte[0], file.toString());
        assertThat(expected.code()).isZero();

        assertThat(run(command, archive, "-")).isEqualTo(expected);

        var fifo = Fifo.in(directory, "fifo");
        var writing = writing(fifo, archive);
        assertThat(run(command, new byte[0], fifo.toString())).isEqualTo(expected);
        writing.join();
        assertThat(server.asked()).allSatisfy(asked -> assertThat(asked.body()).isEqualTo(archive));
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect", "verify", "decode"})
    void tellsWhatIsWrongWithThem(String command) throws Exception {
        byte[] damaged = java.util.Arrays.copyOf(archive, archive.length / 2);
        var expected = run(command, damaged, "-");
        assertThat(expected.code()).isEqualTo(1);
        assertThat(expected.err())
                .endsWith("failed to read snapshot file: failed to read or write snapshot data: unexpected EOF\n");
        var fifo = Fifo.in(directory, "fifo");
        var writing = writing(fifo, damaged);
        assertThat(run(command, new byte[0], fifo.toString()).err()).isEqualTo(expected.err());
        writing.join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect", "verify", "decode", "preview", "restore"})
    void aDirectoryIsNoArchive(String command) {
        assertThat(run(command, new byte[0], directory.toString()))
                .isEqualTo(new Cli.Outcome(
                        1, "", "Error opening snapshot file: read " + directory + ": is a directory\n"));
        assertThat(server.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"preview", "restore"})
    void aFaultOfReadingIsNotBlamedOnTheNetwork(String command) throws IOException {
        var closed = Files.newInputStream(Files.write(directory.resolve("x.snap"), archive));
        closed.close();
        var outcome = Cli.run(variables, closed, "snapshot", command, "-");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).isEqualTo("Error reading snapshot file: read -: ClosedChannelException\n");
    }

    @Test
    void aStateMayComeThroughAPipe() throws Exception {
        Files.writeString(directory.resolve("meta.json"), TestArchive.metaJson(1, 120));
        var fifo = Fifo.in(directory, "state.bin");
        var writing = writing(fifo, TestArchive.exampleState());
        assertThat(run("inspect", new byte[0], fifo.toString()).out()).contains("\n ChunkingState      1 ");
        writing.join();
    }
}
