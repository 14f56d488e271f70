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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlagsTest {
    @TempDir
    private Path directory;

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer().answer("PUT", "/v1/snapshot", 200, "");
        Files.writeString(directory.resolve("x"), "anything");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Restores, and gives the one request that came of it. */
    private TestServer.Asked asked(Map<String, String> variables, String... flags) {
        var args = new java.util.ArrayList<>(java.util.List.of("snapshot", "restore"));
        args.addAll(java.util.List.of(flags));
        args.add(directory.resolve("x").toString());
        var outcome = Cli.run(variables, args.toArray(String[]::new));
        assertThat(outcome.err()).isEmpty();
        return server.asked().get(server.asked().size() - 1);
    }

    @Test
    void takesOneDashOrTwoAndTheValueHereOrThere() {
        String address = server.address();
        assertThat(asked(Map.of(), "-http-addr=" + address, "-token=a").token()).isEqualTo("a");
        assertThat(asked(Map.of(), "--http-addr=" + address, "--token=b").token())
                .isEqualTo("b");
        assertThat(asked(Map.of(), "-http-addr", address, "--token", "c").token())
                .isEqualTo("c");
        assertThat(asked(Map.of(), "-token", "x", "-http-addr", "http://" + address + "/", "-token=d")
                        .token())
                .isEqualTo("d");
    }

    @Test
    void takesSwitchesWithAndWithoutTheirValue() {
        var variables = Map.of("CONSUL_HTTP_ADDR", server.address());
        assertThat(asked(variables).target()).isEqualTo("/v1/snapshot");
        assertThat(asked(variables, "-stale").target()).isEqualTo("/v1/snapshot?stale");
        assertThat(asked(variables, "--stale=true").target()).isEqualTo("/v1/snapshot?stale");
        assertThat(asked(variables, "-stale=false").target()).isEqualTo("/v1/snapshot");
    }

    @Test
    void takesTheTokenFromAFileBeforeAnyOther() throws IOException {
        String file =
                Files.writeString(directory.resolve("token"), " of the file\n").toString();
        var variables = Map.of("CONSUL_HTTP_ADDR", server.address(), "CONSUL_HTTP_TOKEN", "variable");
        assertThat(asked(variables).token()).isEqualTo("variable");
        assertThat(asked(variables, "-token=flag").token()).isEqualTo("flag");
        assertThat(asked(variables, "-token=flag", "-token-file=" + file).token())
                .isEqualTo("of the file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "snapshot save                        | Missing FILE argument",
                "snapshot restore                     | Missing FILE argument",
                "snapshot inspect                     | Missing FILE argument",
                "snapshot verify                      | Missing FILE argument",
                "snapshot preview                     | Missing FILE argument",
                "snapshot save a b                    | Too many arguments (expected 1, got 2)",
                "snapshot inspect a b c               | Too many arguments (expected 1, got 3)",
                "snapshot save -nonsense=1 a          | flag provided but not defined: -nonsense",
                "snapshot save --nonsense a           | flag provided but not defined: -nonsense",
                "snapshot save -token                 | flag needs an argument: -token",
                "snapshot save -stale=perhaps a       | invalid boolean value \"perhaps\" for -stale: parse error",
                "snapshot inspect -kvdepth=many a     | invalid value \"many\" for flag -kvdepth: parse error",
                "snapshot inspect -format=xml a       | invalid value \"xml\" for flag -format: parse error",
                "snapshot inspect absent              | Error opening snapshot file: open absent: no such file or"
                        + " directory",
                "snapshot verify absent               | Error opening snapshot file: open absent: no such file or"
                        + " directory",
                "snapshot mend                        | there is no command mend",
                "snapshot save -http-addr=ftp://a x   | Error connecting to Consul agent: Unknown protocol scheme: ftp",
                "snapshot save -http-addr=a/b/c x     | Error connecting to Consul agent: not a host and a port: a/b/c",
                "snapshot save -http-addr=a:99999 x   | Error connecting to Consul agent: invalid port: 99999",
                "snapshot save -http-addr=u:pw@a:1 x  | Error connecting to Consul agent: an address with a user is"
                        + " not supported",
                "snapshot save -http-addr=a:1#b x     | Error connecting to Consul agent: not a host and a port: a:1#b",
                "snapshot save -token-file=absent x   | Error connecting to Consul agent: Error loading token file:"
                        + " open absent: no such file or directory",
                "snapshot save -http-addr=https://a -client-cert=c x | Error connecting to Consul agent: both client"
                        + " cert and client key must be provided",
            })
    void tellsWhatIsWrong(String line, String text) {
        var outcome = Cli.run(line.split(" ", -1));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines().findFirst()).hasValue(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret\nof\nlines", "secret\0", "secret\u20ac"})
    void neverShowsATokenThatCannotBeSent(String token) throws IOException {
        var refusal = new Cli.Outcome(
                1, "", "Error connecting to Consul agent: the token has characters that cannot be sent\n");
        var variables = Map.of("CONSUL_HTTP_ADDR", server.address(), "CONSUL_HTTP_TOKEN", token);
        String file = directory.resolve("x").toString();
        assertThat(Cli.run(variables, "snapshot", "save", file)).isEqualTo(refusal);
        assertThat(Cli.run("snapshot", "restore", "-token=" + token, file)).isEqualTo(refusal);
        String tokenFile = Files.writeString(directory.resolve("token"), token).toString();
        assertThat(Cli.run("snapshot", "preview", "-token-file=" + tokenFile, file))
                .isEqualTo(refusal);
        assertThat(Cli.run(variables, "snapshot", "agent", "-interval=0", "-local-path=" + directory))
                .satisfies(outcome -> {
                    assertThat(outcome.code()).isEqualTo(1);
                    assertThat(outcome.err())
                            .isEqualTo("Error saving snapshot: the token has characters that cannot be sent\n");
                    assertThat(outcome.out()).doesNotContain("secret");
                });
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void tellsOfATokenFileThatIsNoText() throws IOException {
        var file = Files.write(directory.resolve("token"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(Cli.run("snapshot", "save", "-token-file=" + file, "y").err())
                .isEqualTo("Error connecting to Consul agent: Error loading token file: open " + file
                        + ": not a text in UTF-8\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-ca-file", "-ca-path", "-token-file"})
    void tellsOfNamesThatNoFileCanHave(String flag) {
        var outcome = Cli.run("snapshot", "save", "-http-addr=https://127.0.0.1:1", flag + "=a\0b", "y");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("no file can be named so: ").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "-help", "--help"})
    void helps(String flag) {
        var outcome = Cli.run("snapshot", "save", flag);
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .startsWith("Usage: curia snapshot save [options] FILE\n")
                .contains("\n  -http-addr=<address>\n", "\n  -stale\n");
    }

    @Test
    void aGroupAloneSaysWhatThereIs() {
        var outcome = Cli.run("snapshot");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("inspect", "preview", "restore", "save", "verify");
    }

    @Test
    void tellsItsVersion() {
        assertThat(Cli.run("version").out()).matches("Curia v\\d+\\.\\d+\\.\\d+.*\n");
    }
}
