package io.curia.raft.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in use are changed for others whole or not at all, wherever it is cut off. */
class DirectorySwapTest {
    @TempDir
    Path dir;

    private DirectorySwap swap;

    @BeforeEach
    void begin() throws IOException {
        Files.createDirectories(dir.resolve("raft"));
        Files.writeString(dir.resolve("raft/members.mv"), "old");
        Files.writeString(dir.resolve("raft-identity"), "old");
        swap = new DirectorySwap(dir);
        var staged = swap.begin();
        Files.createDirectories(staged.resolve("raft"));
        Files.writeString(staged.resolve("raft/members.mv"), "new");
        Files.writeString(staged.resolve("raft-identity"), "new");
    }

    private List<String> inUse() throws IOException {
        return List.of(
                Files.readString(dir.resolve("raft/members.mv")), Files.readString(dir.resolve("raft-identity")));
    }

    private Path aside() throws IOException {
        try (var files = Files.list(dir)) {
            return files.filter(file -> file.getFileName().toString().startsWith("raft.old-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void assertSwapped() throws IOException {
        assertThat(inUse()).containsExactly("new", "new");
        assertThat(Files.readString(aside().resolve("members.mv"))).isEqualTo("old");
        assertThat(Files.readString(aside().resolve("raft-identity"))).isEqualTo("old");
        assertThat(dir.resolve("raft.new")).doesNotExist();
    }

    @Test
    void whatIsNotCompleteIsDropped() throws IOException {
        assertThat(new DirectorySwap(dir).finish()).isNull();

        assertThat(inUse()).containsExactly("old", "old");
        assertThat(dir.resolve("raft.new")).doesNotExist();
    }

    @Test
    void whatIsCompleteTakesThePlace() throws IOException {
        swap.complete();

        assertThat(swap.finish()).isEqualTo(aside());

        assertSwapped();
    }

    @Test
    void itGoesOnAfterTheOldFilesWereTakenAway() throws IOException {
        swap.complete();
        swap.setAside();

        new DirectorySwap(dir).finish();

        assertSwapped();
    }

    @Test
    void itGoesOnAfterTheNewFilesCame() throws IOException {
        swap.complete();
        swap.setAside();
        Files.move(dir.resolve("raft.new/raft"), dir.resolve("raft"));

        new DirectorySwap(dir).finish();

        assertSwapped();
    }

    @Test
    void itGoesOnAfterAllWasMoved() throws IOException {
        swap.complete();
        swap.setAside();
        Files.move(dir.resolve("raft.new/raft"), dir.resolve("raft"));
        Files.move(dir.resolve("raft.new/raft-identity"), dir.resolve("raft-identity"));

        new DirectorySwap(dir).finish();

        assertSwapped();
    }

    @Test
    void twoAtTheSameMomentHaveDifferentNames() throws IOException {
        swap.complete();
        var first = swap.finish();
        var second = swap.setAside();

        assertThat(second).isNotEqualTo(first);
        assertThat(first).exists();
        assertThat(second).exists();
    }
}
