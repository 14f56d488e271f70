package io.curia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.codec.MsgpackWriter;
import io.curia.testing.ConsulArchive;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class InspectCommandTest {
    private static final String EXAMPLE = """
         ID           2-29-1795450723383
         Size         120
         Index        29
         Term         2
         Version      1

         Type               Count      Size
         ----               ----       ----
         KVS                1          91B
         Index              1          17B
         ChunkingState      1          12B
         ----               ----       ----
         Total                         120B
        """;

    @TempDir
    private Path directory;

    private String file(byte[] content) throws IOException {
        return Files.write(directory.resolve("x.snap"), content).toString();
    }

    @Test
    void countsByType() throws IOException {
        assertThat(Cli.run("snapshot", "inspect", file(TestArchive.of(TestArchive.exampleState()))))
                .isEqualTo(new Cli.Outcome(0, EXAMPLE, ""));
    }

    @Test
    void readsARawStateWithItsMetadata() throws IOException {
        Files.write(directory.resolve("state.bin"), TestArchive.exampleState());
        String state = directory.resolve("state.bin").toString();
        assertThat(Cli.run("snapshot", "inspect", state).err())
                .isEqualTo("Error reading snapshot: open " + directory.resolve("meta.json")
                        + ": no such file or directory\n");

        Files.writeString(directory.resolve("meta.json"), TestArchive.metaJson(1, 120));
        assertThat(Cli.run("snapshot", "inspect", state)).isEqualTo(new Cli.Outcome(0, EXAMPLE, ""));
    }

    @Test
    void countsKeys() throws IOException {
        String file = file(TestArchive.ofKeys("app/web/a", "app/web/b/c", "app/db", "top"));
        assertThat(Cli.run("snapshot", "inspect", "-kvdetails", file).out()).endsWith("""

             Key Name      Count      Size
             ----          ----       ----
             app/web       2          192B
             app/db        1          100B
             top           1          82B
             ----          ----       ----
             Total                    374B
            """);
        assertThat(Cli.run("snapshot", "inspect", "-kvdetails", "-kvdepth=1", "-kvfilter", "app/", file)
                        .out())
                .contains("\n app           3 ")
                .doesNotContain("top");
    }

    @Test
    void writesJson() throws IOException {
        String file = file(TestArchive.of(TestArchive.exampleState()));
        assertThat(Cli.run("snapshot", "inspect", "-format", "json", file).out())
                .isEqualTo("""
                    {
                       "Meta": {
                          "ID": "2-29-1795450723383",
                          "Size": 120,
                          "Index": 29,
                          "Term": 2,
                          "Version": 1
                       },
                       "Stats": [
                          {
                             "Name": "KVS",
                             "Sum": 91,
                             "Count": 1
                          },
                          {
                             "Name": "Index",
                             "Sum": 17,
                             "Count": 1
                          },
                          {
                             "Name": "ChunkingState",
                             "Sum": 12,
                             "Count": 1
                          }
                       ],
                       "StatsKV": null,
                       "TotalSize": 120,
                       "TotalSizeKV": 0
                    }
                    """);
        assertThat(Cli.run("snapshot", "inspect", "-format=json", "-kvdetails", file)
                        .out())
                .endsWith("""
                       "StatsKV": [
                          {
                             "Name": "foo/bar",
                             "Sum": 91,
                             "Count": 1
                          }
                       ],
                       "TotalSize": 120,
                       "TotalSizeKV": 91
                    }
                    """);
    }

    @ParameterizedTest
    @MethodSource("io.curia.cli.DamagedArchive#all")
    void refusesWhatIsDamaged(DamagedArchive damaged) throws IOException {
        var outcome = Cli.run("snapshot", "inspect", file(damaged.bytes()));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("Error reading snapshot: " + damaged.text());
    }

    @Test
    void refusesARecordThatIsCutShort() throws IOException {
        byte[] state = TestArchive.exampleState();
        // the end of the record of the index table, which comes before the last 12 bytes
        byte[] cut = Arrays.copyOf(state, state.length - 13);
        assertThat(Cli.run("snapshot", "inspect", file(TestArchive.of(cut))))
                .isEqualTo(new Cli.Outcome(
                        1,
                        "",
                        "Error extracting snapshot data: failed to decode msg type Index, error unexpected EOF\n"));
        assertThat(Cli.run("snapshot", "inspect", file(TestArchive.of(new byte[0])))
                        .err())
                .startsWith("Error extracting snapshot data: ");
    }

    @Test
    void tellsOfAnyVersionSizeAndType() throws IOException {
        byte[] state = TestArchive.joined(TestArchive.exampleState(), new byte[] {99, (byte) 0xc0});
        var outcome = Cli.run("snapshot", "inspect", file(TestArchive.of(TestArchive.metaJson(7, 5), state)));
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains(" Version      7\n", " Size         5\n")
                .containsPattern(" Unknown\\(99\\) +1 +2B\n");
    }

    @Test
    void memoryDoesNotGrowWithTheArchive() throws Exception {
        var large = directory.resolve("large.snap");
        try (OutputStream out = Files.newOutputStream(large)) {
            TestArchive.write(out, InspectCommandTest::manyRecords);
        }
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx20m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CuriaCli.class.getName(),
                        "snapshot",
                        "inspect",
                        "-kvdetails",
                        large.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).containsPattern(" KVS +64000 +62\\.\\dMB\n");
    }

    private static void manyRecords(OutputStream out) throws IOException {
        out.write(TestArchive.header());
        String value = "v".repeat(1000);
        for (int i = 0; i < 64_000; i++) {
            var entry = new MsgpackWriter().plainByte(2).mapHeader(2);
            out.write(entry.string("Key")
                    .string("a/b/" + i)
                    .string("Value")
                    .string(value)
                    .toByteArray());
        }
    }

    /** Archives of a live server; how many records there are is known of each. */
    @ParameterizedTest
    @EnumSource
    void countsArchivesOfALiveServer(ConsulArchive archive) throws IOException {
        String file = archive.copyTo(directory).toString();
        var outcome = Cli.run("snapshot", "verify", "-format=json", file);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("\"Records\": " + archive.records() + ",");
    }
}
