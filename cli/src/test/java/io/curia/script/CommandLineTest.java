package io.curia.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the script makes of its arguments, before it starts anything. */
class CommandLineTest {
    @TempDir
    Path directory;

    private Clone clone;

    @BeforeEach
    void makeClone() throws IOException {
        clone = Clone.in(directory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "help",
                "-h",
                "--help",
                "build --help",
                "build -h",
                "dev --help",
                "dev --data x -h",
                "cluster --help",
                "cluster 3 -h",
                "console-user --help",
                "rpc-user -h",
                "test --help",
                "test -pl x -h",
                "test -help"
            })
    void askingForHelpHelpsAndDoesNothing(String arguments) throws IOException, InterruptedException {
        var said = clone.run(arguments.split(" "));
        assertThat(said.out()).startsWith("usage: ./curia COMMAND");
        assertThat(said.err()).isEmpty();
        assertThat(said.status()).isZero();
        assertThat(clone.hasBuilt()).isFalse();
        assertThat(clone.root().resolve("data")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "nothing | there is no command nothing",
                "build now | build takes no arguments: now",
                "dev now | now is not an option of this command",
                "dev --colour | --colour is not an option of this command",
                "dev --colour=red | --colour is not an option of this command",
                "dev -D | -D is not an option of this command",
                "dev --http-port | --http-port needs a value",
                "dev --http-port= | --http-port needs a value",
                "dev --data --free-ports | --data needs a value",
                "dev --heap | --heap needs a value",
                "dev --http-port 99999 | --http-port 99999 is too high",
                "dev --http-port 65536 | --http-port 65536 is too high",
                "dev --http-port 0 | --http-port 0 is not a port",
                "dev --http-port 08500 | --http-port 08500 is not a port",
                "dev --http-port=-1 | --http-port needs a value",
                "dev --raft-port eighty | --raft-port eighty is not a port",
                "dev --raft-port 99999999999999999999 | --raft-port 99999999999999999999 is not a port",
                "dev --management-port 70000 | --management-port 70000 is too high",
                "dev --rpc-port 70000 | --rpc-port 70000 is too high",
                "dev --http-port 21001 --raft-port 21001 | port 21001 would be used twice",
                "dev --heap 512x | --heap 512x is not a size",
                "dev --heap 0m | --heap 0m is not a size",
                "dev --heap 1m | --heap 1m is too small",
                "dev --node 1 | --node is an option of cluster",
                "dev -Dcuria.http.port=1 | choose the HTTP port with --http-port",
                "dev -Dcuria.raft.port=1 | choose the Raft port with --raft-port",
                "dev -Dcuria.rpc.port=1 | choose the RPC port with --rpc-port",
                "dev -Dcuria.data-dir=x | choose the directory with --data",
                "cluster | cluster needs the number of servers",
                "cluster three | cluster needs the number of servers",
                "cluster 0 | a cluster has 1, 3, 5 or 7 servers",
                "cluster 2 | a cluster has 1, 3, 5 or 7 servers",
                "cluster 03 | a cluster has 1, 3, 5 or 7 servers",
                "cluster 99999999999999999999 | a cluster has 1, 3, 5 or 7 servers",
                "cluster 3 --http-port 65516 | --http-port 65516 is too high: the last of 3 ports would be 65536",
                "cluster 3 --http-port 21000 --raft-port 21020 | port 21020 would be used twice",
                "cluster 3 --node 0 | --node 0 is not one of 1 to 3",
                "cluster 3 --node 4 | --node 4 is not one of 1 to 3",
                "cluster 3 --node 1x | --node 1x is not one of 1 to 3",
                "cluster 3 --node 1 --free-ports | --node cannot know the ports that --free-ports chose",
                "console-user | console-user needs a name",
                "console-user a/b | a name has letters, digits",
                "console-user --data | a name has letters, digits",
                "console-user admin --colour | --colour is not an option of this command",
                "rpc-user | rpc-user needs a name"
            })
    void whatMakesNoSenseIsRefusedInOneLine(String arguments, String text) throws IOException, InterruptedException {
        var said = clone.run(arguments.split(" "));
        assertThat(said.err()).startsWith("curia: " + text).containsOnlyOnce("\n");
        assertThat(said.out()).isEmpty();
        assertThat(said.status()).isEqualTo(1);
        assertThat(clone.hasBuilt()).isFalse();
        assertThat(clone.root().resolve("data/dev")).doesNotExist();
    }

    @Test
    void linksToTheScriptLeadToItsOwnDirectory() throws IOException, InterruptedException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("curia"), Path.of("..", "a clone", "curia"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), bin.resolve("curia"));
        var said = Clone.said(clone.start(link, "version"));
        assertThat(said.err()).isEmpty();
        assertThat(said.out().strip())
                .endsWith("-jar " + clone.root().toRealPath().resolve("cli/target/curia.jar") + " version");
    }

    @Test
    void aSnapshotIsSavedByWhatIsBuiltWithoutABuild() throws IOException, InterruptedException {
        clone.edit("cli/Edited.java");
        var said = clone.run("snapshot", "save", "backup.snap");
        assertThat(clone.hasBuilt()).isFalse();
        assertThat(said.out()).startsWith("java ").endsWith("snapshot save backup.snap\n");
        assertThat(said.err()).startsWith("curia: the command line is older than its sources and is used as it is");
        assertThat(said.status()).isZero();
    }

    @Test
    void aUserIsAddedFromAPipeAndAgainWithAnotherPassword() throws IOException, InterruptedException {
        Path users = clone.root().resolve("data/rpc/application-users.properties");
        for (String password : new String[] {"first", "of-the-tests"}) {
            var process = clone.start(clone.root().resolve("curia"), "rpc-user", "backup");
            process.getOutputStream().write((password + "\n" + password + "\n").getBytes(UTF_8));
            var said = Clone.said(process);
            assertThat(said.status()).as(said.err()).isZero();
        }
        assertThat(users).content().isEqualToIgnoringNewLines("backup=e9ab0fc0106c59f0bc0f2f0b3f3356c0");
    }

    @Test
    void noPasswordIsAnError() throws IOException, InterruptedException {
        var said = clone.run("console-user", "admin");
        assertThat(said.err()).endsWith("curia: no password was given twice, each in a line\n");
        assertThat(said.status()).isEqualTo(1);
    }

    /** What WildFly's units and many a profile do must not take Curia's own options away. */
    @Test
    void optionsOfTheEnvironmentAreAddedToCuriasOwn() throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder("sh", "-c", ". ../wildfly-config/src/main/bin/standalone.conf && echo $JAVA_OPTS");
        builder.environment().put("JAVA_OPTS", "-Xmx6g -Dof.the.user=1");
        var said = Clone.said(builder.start());
        assertThat(said.out())
                .startsWith("-Xms128m -Xmx1g ")
                .contains("@SERVER_JVM_ARGS@")
                .endsWith("-Xmx6g -Dof.the.user=1\n");
    }
}
