package io.curia.raft.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The head of a file tells where the newest commit is; a power loss can keep the commit and lose its head. */
class StaleHeadTest {
    private static final int HEADS = 2 * 4096;
    private static final int COMMITS = 60;
    private static final String MAP = "rows";

    @TempDir
    private Path directory;

    @Test
    void aCommitIsFoundWhoseHeadWasLost() throws IOException {
        Path written = directory.resolve("written.mv");
        var heads = write(written);
        byte[] whole = Files.readAllBytes(written);
        int misled = 0;
        for (int lost = 0; lost < heads.size(); lost++) {
            Path file = directory.resolve("lost-" + lost + ".mv");
            System.arraycopy(heads.get(lost), 0, whole, 0, HEADS);
            Files.write(file, whole);
            misled += versionAsMvStoreSees(file) < COMMITS ? 1 : 0;
            try (var opened = MvFile.open("", file, "file", 0, content -> {})) {
                assertThat(opened.map(MAP).get(0L)).asString(UTF_8).startsWith("commit " + COMMITS + " ");
            }
        }
        assertThat(misled)
                .as("heads by which MVStore alone goes back to an older commit")
                .isPositive();
    }

    /** Commits that take the place of older ones; answers the heads that the file had one after the other. */
    private static List<byte[]> write(Path path) throws IOException {
        var heads = new ArrayList<byte[]>();
        var store = open(path);
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
        var rows = rows(store);
        for (int commit = 1; commit <= COMMITS; commit++) {
            rows.put(0L, ("commit " + commit + " " + "x".repeat(commit % 7 * 3000)).getBytes(UTF_8));
            store.commit();
            store.sync();
            byte[] head = Arrays.copyOf(Files.readAllBytes(path), HEADS);
            if (heads.isEmpty() || !Arrays.equals(head, heads.get(heads.size() - 1))) {
                heads.add(head);
            }
        }
        store.closeImmediately();
        return heads;
    }

    private static long versionAsMvStoreSees(Path file) {
        var store = open(file);
        try {
            return store.getCurrentVersion();
        } finally {
            store.closeImmediately();
        }
    }

    private static MVStore open(Path path) {
        return new MVStore.Builder()
                .fileName(ChecksummedPath.of(path.toString()))
                .autoCommitDisabled()
                .open();
    }

    private static MVMap<Long, byte[]> rows(MVStore store) {
        return store.openMap(
                MAP,
                new MVMap.Builder<Long, byte[]>()
                        .keyType(LongDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE)
                        .singleWriter());
    }
}
