package io.curia.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curia.files.UnknownFormatException;
import io.curia.model.HealthCheck;
import io.curia.model.HealthCheckDefinition;
import io.curia.model.NodeService;
import io.curia.model.Weights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {
    @TempDir
    Path dir;

    private static final NodeService SERVICE = NodeService.of("web-1", "web", 80)
            .withTags(List.of("a", "b"))
            .withMeta(Map.of("k", "v"))
            .withWeights(new Weights(3, 2));

    private static LocalCheck check(String id) {
        var run = new HealthCheckDefinition(
                "http://127.0.0.1/",
                "",
                true,
                Map.of("H", List.of("1", "2")),
                "HEAD",
                "",
                false,
                "",
                "",
                5,
                6,
                7,
                8,
                null,
                "",
                "",
                "",
                false,
                "",
                "",
                0);
        var definition = new CheckDefinition(id, "a check", "notes", "web-1", "", run, 2, 3);
        var check = ServiceChecks.check("n1", definition, SERVICE).withStatus(HealthCheck.WARNING, "hm");
        return new LocalCheck(check, Optional.of(definition));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        var files = new LocalFiles(dir);
        var maintenance = new LocalCheck(Maintenance.ofService("n1", SERVICE, "why"), Optional.empty());
        files.write(SERVICE);
        files.write(check("c/1"));
        files.write(maintenance);
        var kept = new LocalFiles(dir).read();
        assertThat(kept.services()).containsExactly(SERVICE);
        assertThat(kept.checks()).containsExactlyInAnyOrder(check("c/1"), maintenance);
    }

    @Test
    void whatIsDeletedIsGone() {
        var files = new LocalFiles(dir);
        files.write(SERVICE);
        files.write(check("c"));
        files.deleteService("web-1");
        files.deleteCheck("c");
        files.deleteCheck("never");
        var kept = new LocalFiles(dir).read();
        assertThat(kept.services()).isEmpty();
        assertThat(kept.checks()).isEmpty();
    }

    @Test
    void aWriteThatWasCutShortLeavesTheOldFile() throws IOException {
        var files = new LocalFiles(dir);
        files.write(SERVICE);
        Path file = onlyFile(dir.resolve("services"));
        Files.write(file.resolveSibling(file.getFileName() + ".new"), new byte[] {1, 2, 3});
        assertThat(new LocalFiles(dir).read().services()).containsExactly(SERVICE);
    }

    @Test
    void everyDamageIsFoundAndTheFileIsSetAside() throws IOException {
        var files = new LocalFiles(dir);
        files.write(SERVICE);
        files.write(check("c"));
        Path file = onlyFile(dir.resolve("services"));
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            Files.write(file, damaged);
            assertThat(new LocalFiles(dir).read().services()).as("byte %s", at).isEmpty();
            assertThat(file).doesNotExist();
        }
        assertThat(file.resolveSibling(file.getFileName() + ".damaged")).exists();
        assertThat(new LocalFiles(dir).read().checks()).containsExactly(check("c"));
    }

    @Test
    void aFileThatIsFarTooLargeIsSetAsideUnread() throws IOException {
        var files = new LocalFiles(dir);
        files.write(SERVICE);
        Path file = onlyFile(dir.resolve("services"));
        try (var grown = new RandomAccessFile(file.toFile(), "rw")) {
            grown.setLength(1L << 40);
        }
        assertThat(new LocalFiles(dir).read().services()).isEmpty();
        assertThat(file.resolveSibling(file.getFileName() + ".damaged")).exists();
    }

    @Test
    void aFileOfBeforeThereWereFormatsIsReadAndOneOfANewerFormatRefused() throws IOException {
        new LocalFiles(dir).write(SERVICE);
        Path file = onlyFile(dir.resolve("services"));
        byte[] whole = Files.readAllBytes(file);
        int head = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n');
        assertThat(new String(whole, 0, head, StandardCharsets.US_ASCII)).matches("format 1 [0-9a-f]{8}");
        byte[] content = Arrays.copyOfRange(whole, head + 1, whole.length);

        Files.write(file, withHead("", content));
        assertThat(new LocalFiles(dir).read().services()).containsExactly(SERVICE);

        Files.write(file, withHead("format 2 ", content));
        assertThatThrownBy(() -> new LocalFiles(dir).read())
                .isInstanceOf(UnknownFormatException.class)
                .hasMessageContainingAll(file.toString(), "has format 2", "those up to 1");
        assertThat(file).exists();
    }

    private static byte[] withHead(String format, byte[] content) throws IOException {
        var crc = new CRC32C();
        crc.update(format.getBytes(StandardCharsets.US_ASCII));
        crc.update(content);
        var out = new ByteArrayOutputStream();
        out.write((format + HexFormat.of().toHexDigits(crc.getValue(), 8) + "\n").getBytes(StandardCharsets.US_ASCII));
        out.write(content);
        return out.toByteArray();
    }

    private static Path onlyFile(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.findFirst().orElseThrow();
        }
    }
}
