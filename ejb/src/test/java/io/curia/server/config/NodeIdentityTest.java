package io.curia.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curia.files.UnknownFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeIdentityTest {
    private static final UUID GIVEN = UUID.fromString("7d4da069-3453-4b1c-9a83-843130c29853");

    @TempDir
    Path dir;

    @Test
    void isMadeOnceAndKept() throws IOException {
        UUID made = NodeIdentity.resolve(dir, Optional.empty(), Optional.empty());
        assertThat(made.version()).isEqualTo(4);
        assertThat(NodeIdentity.resolve(dir, Optional.empty(), Optional.empty()))
                .isEqualTo(made);
        assertThat(NodeIdentity.resolve(dir, Optional.of(made), Optional.empty()))
                .isEqualTo(made);
        assertThat(dir.toFile().list()).containsExactly("node-id");
    }

    @Test
    void aConfiguredOneIsKeptToo() throws IOException {
        assertThat(NodeIdentity.resolve(dir, Optional.of(GIVEN), Optional.empty()))
                .isEqualTo(GIVEN);
        assertThat(NodeIdentity.resolve(dir, Optional.empty(), Optional.empty()))
                .isEqualTo(GIVEN);
    }

    @Test
    void anotherThanTheKeptOneIsRefused() throws IOException {
        UUID kept = NodeIdentity.resolve(dir, Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> NodeIdentity.resolve(dir, Optional.of(GIVEN), Optional.empty()))
                .isInstanceOf(SettingException.class)
                .hasMessageContainingAll("curia.node-id", GIVEN.toString(), kept.toString());
    }

    @Test
    void aDamagedOneIsNotReplaced() throws IOException {
        Files.writeString(dir.resolve("node-id"), "7d4da069-3453");
        assertThatThrownBy(() -> NodeIdentity.resolve(dir, Optional.of(GIVEN), Optional.empty()))
                .isInstanceOf(SettingException.class)
                .hasMessageContainingAll("node-id is damaged", "delete it", "a new identity");
        assertThat(dir.resolve("node-id")).hasContent("7d4da069-3453");
    }

    @Test
    void aLostOneIsThatOfTheData() throws IOException {
        assertThat(NodeIdentity.resolve(dir, Optional.empty(), Optional.of(GIVEN)))
                .isEqualTo(GIVEN);
        assertThat(dir.resolve("node-id")).hasContent(GIVEN + "\nformat 1\n");
    }

    @Test
    void oneWithoutAFormatIsReadAndOneOfANewerFormatRefused() throws IOException {
        Path file = dir.resolve("node-id");
        Files.writeString(file, GIVEN.toString());
        assertThat(NodeIdentity.resolve(dir, Optional.empty(), Optional.empty()))
                .isEqualTo(GIVEN);
        Files.writeString(file, GIVEN + "\nformat 2\n");
        assertThatThrownBy(() -> NodeIdentity.resolve(dir, Optional.empty(), Optional.empty()))
                .isInstanceOf(UnknownFormatException.class)
                .hasMessage(
                        file + " has format 2, and this version knows those up to 1: start a version that knows it");
        Files.writeString(file, GIVEN + "\nformat x\n");
        assertThatThrownBy(() -> NodeIdentity.resolve(dir, Optional.empty(), Optional.empty()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("node-id is damaged ('format x' is no format)");
    }

    @Test
    void anEmptiedOneIsNamedWithWhatItWas() throws IOException {
        Files.createFile(dir.resolve("node-id"));
        assertThatThrownBy(() -> NodeIdentity.resolve(dir, Optional.empty(), Optional.of(GIVEN)))
                .isInstanceOf(SettingException.class)
                .hasMessageContainingAll("node-id is damaged", "delete it", GIVEN.toString());
    }
}
