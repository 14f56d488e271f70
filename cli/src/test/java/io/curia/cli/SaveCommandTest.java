package io.curia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SaveCommandTest {
    private static final String PATH = "/v1/snapshot";

    @TempDir
    private Path directory;

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Cli.Outcome save(String... args) {
        var all = new java.util.ArrayList<>(java.util.List.of("snapshot", "save", "-http-addr=" + server.address()));
        all.addAll(java.util.List.of(args));
        return Cli.run(all.toArray(String[]::new));
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void savesVerifiesAndNames() throws IOException {
        byte[] archive = TestArchive.ofKeys("a", "b");
        server.answer("GET", PATH, 200, archive);

        var outcome = save(file("backup.snap"));

        assertThat(outcome).isEqualTo(new Cli.Outcome(0, "Saved and verified snapshot to index 29\n", ""));
        assertThat(directory.resolve("backup.snap")).hasBinaryContent(archive);
        assertThat(directory).isDirectoryNotContaining("glob:**.unverified");
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            var permissions = Files.getPosixFilePermissions(directory.resolve("backup.snap"));
            assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
        }
    }

    @Test
    void refusesAnArchiveOfNoState() {
        server.answer("GET", PATH, 200, TestArchive.ofNothing());
        var outcome = save("-stale", file("backup.snap"));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .isEqualTo(
                        "Error verifying snapshot file: the archive is to index 0, its server had no state to save\n");
        assertThat(directory.resolve("backup.snap")).doesNotExist();
    }

    @Test
    void tellsIndexAndSizeAsJson() {
        byte[] archive = TestArchive.ofKeys("a");
        server.answer("GET", PATH, 200, archive);
        assertThat(save("-format=json", file("backup.snap")).out())
                .isEqualTo("{\n   \"File\": \"" + file("backup.snap") + "\",\n   \"Index\": 29,\n   \"Size\": "
                        + archive.length + "\n}\n");
    }

    @Test
    void sendsTokenDatacenterAndStale() {
        server.answer("GET", PATH, 200, TestArchive.ofKeys("a"));
        save("-stale", "-token", "secret", "--datacenter=dc2", file("x"));
        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.target()).isEqualTo("/v1/snapshot?dc=dc2&stale");
            assertThat(asked.token()).isEqualTo("secret");
        });
    }

    @Test
    void appendsWhatTheServerSaysOfItself() {
        server.answer("GET", PATH, 200, TestArchive.ofKeys("a")).answer("GET", "/v1/agent/self", 200, """
            {"Config":{"Datacenter":"dc1","NodeName":"n1","Version":"1.10.11"},
             "Stats":{"consul":{"leader":"true"}}}\
            """);
        assertThat(save("-append-filename=node,version,dc,status", file("backup.snap"))
                        .code())
                .isZero();
        assertThat(directory.resolve("backup-1.10.11-dc1-n1-leader.snap")).exists();
        assertThat(save("-append-filename", "status", file("backup")).code()).isZero();
        assertThat(directory.resolve("backup-leader")).exists();
    }

    @Test
    void appendsNothingThatLeadsElsewhere() {
        server.answer("GET", PATH, 200, TestArchive.ofKeys("a")).answer("GET", "/v1/agent/self", 200, """
            {"Config":{"NodeName":"x/../../n1"}}\
            """);
        var outcome = save("-append-filename=node", file("backup.snap"));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("its node cannot be part of a file's name");
        assertThat(save("-append-filename=nodes", file("backup.snap")).err())
                .isEqualTo("-append-filename takes version, dc, node, status, not nodes\n");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void tellsRefusals() {
        server.answer("GET", PATH, 403, "Permission denied");
        assertThat(save(file("x")))
                .isEqualTo(new Cli.Outcome(
                        1, "", "Error saving snapshot: Unexpected response code: 403 (Permission denied)\n"));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void tellsThatNobodyListens() throws IOException {
        String address;
        try (var gone = new TestServer()) {
            address = gone.address();
        }
        assertThat(Cli.run("snapshot", "save", "-http-addr=" + address, file("x"))
                        .err())
                .isEqualTo("Error saving snapshot: Get \"http://" + address + "/v1/snapshot\": dial tcp " + address
                        + ": connect: connection refused\n");
    }

    @Test
    void tellsThatItCannotWrite() {
        server.answer("GET", PATH, 200, TestArchive.ofKeys("a"));
        String nowhere = file("absent/x");
        assertThat(save(nowhere).err())
                .isEqualTo("Error writing unverified snapshot file: write " + nowhere
                        + ".unverified: no such file or directory\n");
        assertThat(server.asked()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.curia.cli.DamagedArchive#all")
    void namesNothingThatIsDamaged(DamagedArchive damaged) throws IOException {
        server.answer("GET", PATH, 200, damaged.bytes());
        Files.writeString(directory.resolve("old.snap"), "the backup of yesterday");

        var fresh = save(file("new.snap"));
        var old = save(file("old.snap"));

        assertThat(fresh.code()).isEqualTo(1);
        assertThat(fresh.out()).isEmpty();
        assertThat(fresh.err()).startsWith("Error verifying snapshot file: " + damaged.text());
        assertThat(directory.resolve("new.snap")).doesNotExist();
        assertThat(old.code()).isEqualTo(1);
        assertThat(directory.resolve("old.snap")).hasContent("the backup of yesterday");
    }

    @Test
    void namesNothingThatCannotBeRestored() {
        byte[] state = TestArchive.exampleState();
        server.answer("GET", PATH, 200, TestArchive.of(TestArchive.metaJson(1, 5), state));
        assertThat(save(file("x")).err())
                .isEqualTo("Error verifying snapshot file: failed to write snapshot, size didn't match (120 != 5)\n");
        server.answer("GET", PATH, 200, TestArchive.of(TestArchive.metaJson(7, state.length), state));
        assertThat(save(file("x")).err()).isEqualTo("Error verifying snapshot file: unsupported snapshot version 7\n");
        assertThat(directory.resolve("x")).doesNotExist();
    }

    @Test
    void replacesWhatAnEarlierTryLeft() throws IOException {
        Files.writeString(directory.resolve("x.unverified"), "half of one");
        server.answer("GET", PATH, 200, TestArchive.ofKeys("a"));
        assertThat(save(file("x")).code()).isZero();
        assertThat(directory.resolve("x.unverified")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/."})
    void replacesNoDirectory(String end) {
        String name = directory + end;
        assertThat(save(name))
                .isEqualTo(new Cli.Outcome(1, "", "Error saving snapshot: open " + name + ": is a directory\n"));
        assertThat(server.asked()).isEmpty();
        assertThat(directory).isEmptyDirectory();
        assertThat(directory.resolveSibling(directory.getFileName() + ".unverified"))
                .doesNotExist();
    }

    @Test
    void needsAName() {
        assertThat(save("").err()).isEqualTo("Error saving snapshot: the name of the file is empty\n");
        assertThat(save("-").err())
                .isEqualTo("Error saving snapshot: what goes to a stream cannot be verified before it is used:"
                        + " name a file, such as ./-\n");
        assertThat(save("/dev/stdout").code()).isEqualTo(1);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void replacesNoPipe() throws Exception {
        var fifo = Fifo.in(directory, "fifo");
        var link = Files.createSymbolicLink(directory.resolve("link"), fifo);
        for (var each : java.util.List.of(fifo, link)) {
            assertThat(save(each.toString()))
                    .isEqualTo(
                            new Cli.Outcome(1, "", "Error saving snapshot: open " + each + ": not a regular file\n"));
        }
        assertThat(server.asked()).isEmpty();
        assertThat(Files.isRegularFile(fifo)).isFalse();
        assertThat(Files.isSymbolicLink(link)).isTrue();
    }

    @Test
    void removesNothingThatIsNotLeftOver() throws Exception {
        Files.createDirectory(directory.resolve("x.unverified"));
        assertThat(save(file("x")).err())
                .isEqualTo("Error writing unverified snapshot file: write " + file("x") + ".unverified: is a"
                        + " directory\n");
        Fifo.in(directory, "y.unverified");
        assertThat(save(file("y")).err())
                .isEqualTo("Error writing unverified snapshot file: write " + file("y") + ".unverified: not a"
                        + " regular file\n");
        assertThat(server.asked()).isEmpty();
        assertThat(directory.resolve("x.unverified")).isDirectory();
        assertThat(directory.resolve("y.unverified")).exists();
    }

    /** As a rename does, which is how the file gets its name. */
    @Test
    void replacesALinkAndLeavesWhatItPointsTo() throws IOException {
        byte[] archive = TestArchive.ofKeys("a");
        server.answer("GET", PATH, 200, archive);
        var old = Files.writeString(directory.resolve("old.snap"), "the backup of yesterday");
        var link = Files.createSymbolicLink(directory.resolve("link"), old);
        var dangling = Files.createSymbolicLink(directory.resolve("dangling"), directory.resolve("absent"));
        assertThat(save(link.toString()).code()).isZero();
        assertThat(save(dangling.toString()).code()).isZero();
        assertThat(old).hasContent("the backup of yesterday");
        assertThat(link).hasBinaryContent(archive);
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(dangling).hasBinaryContent(archive);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsThatTheAnswerBrokeOff(boolean chunked) throws IOException {
        server.breakOff("GET", PATH, TestArchive.ofKeys("a"), chunked);
        assertThat(save(file("x")))
                .isEqualTo(new Cli.Outcome(
                        1,
                        "",
                        "Error saving snapshot: Get \"http://" + server.address()
                                + "/v1/snapshot\": unexpected EOF\n"));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void showsWhatARefusalHidesInControlCharacters() {
        server.answer("GET", PATH, 500, "\u001b]0;title\u0007 bad\r\nluck \u009b2J");
        assertThat(save(file("x")).err())
                .isEqualTo("Error saving snapshot: Unexpected response code: 500"
                        + " (\\x1b]0;title\\x07 bad\\x0d\\x0aluck \\x9b2J)\n");
    }

    @Test
    void takesTheServerFromTheEnvironment() {
        server.answer("GET", PATH, 200, TestArchive.ofKeys("a"));
        var variables =
                Map.of("CONSUL_HTTP_ADDR", "http://" + server.address(), "CONSUL_HTTP_TOKEN", "of the variable");
        assertThat(Cli.run(variables, "snapshot", "save", file("x")).code()).isZero();
        assertThat(server.asked().get(0).token()).isEqualTo("of the variable");
    }
}
