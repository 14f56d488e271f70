package io.curia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.codec.MsgpackWriter;
import io.curia.testing.ConsulArchive;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class DecodeCommandTest {
    private static final String EXAMPLE = """
        {"Type":"KVS","Data":{"CreateIndex":16,"Flags":0,"Key":"foo/bar","LockIndex":0,"ModifyIndex":16,"Session":"",\
        "Value":"hello"}}
        {"Type":"Index","Data":{"Key":"kvs","Value":22}}
        {"Type":"ChunkingState","Data":{"ChunkMap":{}}}
        """;

    @TempDir
    private Path directory;

    private String file(byte[] content) throws IOException {
        return Files.write(directory.resolve("x.snap"), content).toString();
    }

    @Test
    void writesEachRecordAsALine() throws IOException {
        byte[] archive = TestArchive.of(TestArchive.exampleState());
        assertThat(Cli.run("snapshot", "decode", file(archive))).isEqualTo(new Cli.Outcome(0, EXAMPLE, ""));
        assertThat(Cli.run(Map.of(), archive, "snapshot", "decode", "-")).isEqualTo(new Cli.Outcome(0, EXAMPLE, ""));
    }

    @Test
    void valuesOfAnyKindAreTold() throws IOException {
        var record = new MsgpackWriter().plainByte(2).mapHeader(4);
        record.string("Key").string("a\"\n\u00fc");
        record.string("Flags").uint64(-1);
        record.string("Nothing").nil();
        byte[] bytes = TestArchive.joined(
                TestArchive.header(), record.string("Value").toByteArray(), new byte[] {(byte) 0xa2, (byte) 0xff, 0});
        assertThat(Cli.run("snapshot", "decode", file(TestArchive.of(bytes))).out())
                .isEqualTo("{\"Type\":\"KVS\",\"Data\":{\"Key\":\"a\\\"\\n\u00fc\",\"Flags\":18446744073709551615,"
                        + "\"Nothing\":null,\"Value\":{\"Base64\":\"/wA=\"}}}\n");
    }

    @Test
    void faultsAreTold() throws IOException {
        byte[] state = TestArchive.exampleState();
        byte[] cut = Arrays.copyOf(state, state.length - 3);
        var outcome = Cli.run("snapshot", "decode", file(TestArchive.of(cut)));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .isEqualTo("Error extracting snapshot data: failed to decode msg type ChunkingState, error"
                        + " unexpected EOF\n");

        byte[] archive = TestArchive.of(state);
        outcome = Cli.run("snapshot", "decode", file(Arrays.copyOf(archive, archive.length - 9)));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("Error reading snapshot: ");
        assertThat(Cli.run("snapshot", "decode", directory.resolve("none").toString())
                        .err())
                .startsWith("Error opening snapshot file: open ");
        assertThat(Cli.run("snapshot", "decode").err()).startsWith("Missing FILE argument");
    }

    /** Archives of a live server beside what another reader has found in them. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "KV_20K")
    void decodesArchivesOfALiveServer(ConsulArchive archive) throws IOException {
        var outcome = Cli.run("snapshot", "decode", archive.copyTo(directory).toString());
        assertThat(outcome.err()).isEmpty();
        compare(outcome.out().lines().toList(), archive.json());
    }

    private static void compare(List<String> lines, byte[] json) {
        try (var reader = Json.createReader(new ByteArrayInputStream(json))) {
            var records = reader.readObject().getJsonArray("records").getValuesAs(JsonObject.class);
            assertThat(lines).hasSameSizeAs(records);
            for (int i = 0; i < lines.size(); i++) {
                compare(parse(lines.get(i)), records.get(i));
            }
        }
    }

    /** Of other types the other reader knows which bytes are times. */
    private static void compare(JsonObject line, JsonObject record) {
        String type = record.getString("name");
        assertThat(line.getString("Type")).isEqualTo(type);
        var value = record.get("value");
        if (Set.of("KVS", "Index").contains(type)) {
            assertThat(line.get("Data").toString().replace("\"Base64\":", "\"$b64\":"))
                    .isEqualTo(value.toString());
        } else {
            assertThat(line.get("Data").getValueType()).isEqualTo(value.getValueType());
        }
    }

    private static JsonObject parse(String line) {
        try (var reader = Json.createReader(new StringReader(line))) {
            return reader.readObject();
        }
    }
}
