package io.curia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.codec.MsgpackWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerifyCommandTest {
    @TempDir
    private Path directory;

    private String file(byte[] content) throws IOException {
        return Files.write(directory.resolve("x.snap"), content).toString();
    }

    @Test
    void tellsWhatItVerified() throws IOException {
        String file = file(TestArchive.of(TestArchive.exampleState()));
        assertThat(Cli.run("snapshot", "verify", file)).isEqualTo(new Cli.Outcome(0, """
            Verified snapshot to index 29

             Archive        whole, nothing after its end
             Checksums      meta.json and state.bin match SHA256SUMS
             Version        1, as a restore demands
             Size           120B of state, as meta.json says
             Records        3 of 3 types, all read into a state, greatest index 29
            """, ""));
        assertThat(Cli.run("snapshot", "verify", "-format=json", file).out())
                .contains("\"Index\": 29,", "\"Records\": 3,", "\"GreatestIndex\": 29\n");
    }

    @ParameterizedTest
    @MethodSource("io.curia.cli.DamagedArchive#all")
    void refusesWhatIsDamaged(DamagedArchive damaged) throws IOException {
        var outcome = Cli.run("snapshot", "verify", file(damaged.bytes()));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("Error verifying snapshot: " + damaged.text());
    }

    @Test
    void refusesAnotherVersionOrSize() throws IOException {
        byte[] state = TestArchive.exampleState();
        assertThat(Cli.run("snapshot", "verify", file(TestArchive.of(TestArchive.metaJson(0, 120), state))))
                .isEqualTo(refusal("failed to create snapshot: unsupported snapshot version 0"));
        assertThat(Cli.run("snapshot", "verify", file(TestArchive.of(TestArchive.metaJson(7, 120), state))))
                .isEqualTo(refusal("unsupported snapshot version 7"));
        assertThat(Cli.run("snapshot", "verify", file(TestArchive.of(TestArchive.metaJson(1, 5), state))))
                .isEqualTo(refusal("failed to write snapshot, size didn't match (120 != 5)"));
    }

    @Test
    void refusesRecordsThatAreNoState() throws IOException {
        byte[] unknown = TestArchive.joined(TestArchive.exampleState(), new byte[] {99, (byte) 0xc0});
        assertThat(Cli.run("snapshot", "verify", file(TestArchive.of(unknown))))
                .isEqualTo(refusal("failed to restore snapshot: Unrecognized msg type 99"));
        var noSession =
                new MsgpackWriter().plainByte(3).mapHeader(1).string("ID").string("no UUID");
        byte[] wrong = TestArchive.joined(TestArchive.exampleState(), noSession.toByteArray());
        assertThat(Cli.run("snapshot", "verify", file(TestArchive.of(wrong))).err())
                .startsWith("Error verifying snapshot: failed to restore snapshot: record of type 3 is damaged: ");
        byte[] cut = TestArchive.joined(TestArchive.exampleState(), new byte[] {16});
        assertThat(Cli.run("snapshot", "verify", file(TestArchive.of(cut))))
                .isEqualTo(refusal("failed to decode msg type Index, error unexpected EOF"));
    }

    private static Cli.Outcome refusal(String text) {
        return new Cli.Outcome(1, "", "Error verifying snapshot: " + text + "\n");
    }
}
