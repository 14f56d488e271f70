package io.curia.raft.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.fault.FaultyDisk;
import io.curia.testing.FileNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which internal snapshots there are, and which entries of the log. */
@Timeout(300)
class InternalSnapshotTest {
    private static final int ENTRIES = 100;

    @TempDir
    Path dir;

    private List<String> snapshotFiles() throws IOException {
        return FileNames.below(dir).stream()
                .filter(name -> name.startsWith("snapshot-"))
                .toList();
    }

    private static byte[] content(long index) {
        return ("state at " + index).getBytes(StandardCharsets.UTF_8);
    }

    private static void capture(StorageRig rig, long index) throws IOException {
        rig.capture(1, index, content(index));
        // the writer rests between two
        await().pollDelay(1, TimeUnit.MILLISECONDS)
                .until(() -> rig.log.snapshots().durableIndex() == index);
    }

    private static void append(StorageRig rig, long from, long to) throws IOException {
        for (long index = from; index <= to; index++) {
            rig.append(1, index, new byte[10]);
        }
        rig.log.flush();
    }

    @Test
    void theNewestTwoAreKept() throws IOException {
        try (var disk = FaultyDisk.mount(1)) {
            try (var rig = new StorageRig(dir, disk)) {
                rig.found();
                append(rig, 1, ENTRIES);
                for (long index = 10; index <= 50; index += 10) {
                    capture(rig, index);
                }
                await().until(() -> snapshotFiles().size() == 2);
                assertThat(snapshotFiles()).containsExactly("snapshot-40.mv", "snapshot-50.mv");
            }
            try (var rig = new StorageRig(dir, disk)) {
                var restored = rig.restore();
                assertThat(StorageRig.content(restored)).isEqualTo(content(50));
            }
        }
    }

    @Test
    void anUnfinishedOneIsDeletedAndNeverUsed() throws IOException {
        try (var disk = FaultyDisk.mount(2)) {
            Path finished;
            try (var rig = new StorageRig(dir, disk)) {
                rig.found();
                append(rig, 1, ENTRIES);
                capture(rig, 10);
                try (var files = Files.walk(dir)) {
                    finished = files.filter(file -> file.endsWith("snapshot-10.mv"))
                            .findFirst()
                            .orElseThrow();
                }
            }
            Files.copy(finished, finished.resolveSibling("snapshot-90.mv.new"));
            try (var rig = new StorageRig(dir, disk)) {
                var restored = rig.restore();
                assertThat(restored.snapshot().head().index()).isEqualTo(10);
                assertThat(StorageRig.entries(restored)).hasSize(ENTRIES - 10);
                assertThat(snapshotFiles()).containsExactly("snapshot-10.mv");
            }
        }
    }

    /** What is in the log behind the newest durable snapshot goes with later flushes, whole files of it, and nothing else. */
    @Test
    void theLogIsCutBehindADurableSnapshotOnly() throws IOException {
        try (var disk = FaultyDisk.mount(3)) {
            try (var rig = new StorageRig(dir, disk)) {
                rig.found();
                for (int index = 1; index <= ENTRIES; index++) {
                    append(rig, index, index);
                }
                assertThat(firstEntry(rig)).isEqualTo(1);
                long files = logFiles();
                assertThat(files).isGreaterThan(2);
                capture(rig, 60);
                append(rig, ENTRIES + 1, ENTRIES + 1);
                assertThat(firstEntry(rig)).isBetween(2L, 61L);
                assertThat(logFiles()).isLessThan(files);
                rig.log.retainFrom(70);
                capture(rig, 80);
                append(rig, ENTRIES + 2, ENTRIES + 2);
                assertThat(firstEntry(rig)).isLessThanOrEqualTo(70);
            }
            try (var rig = new StorageRig(dir, disk)) {
                assertThat(StorageRig.entries(rig.restore())).hasSize(ENTRIES + 2 - 80);
            }
        }
    }

    private long logFiles() throws IOException {
        return FileNames.below(dir).stream()
                .filter(name -> name.startsWith("log-"))
                .count();
    }

    private static long firstEntry(StorageRig rig) {
        return rig.log.firstIndex();
    }
}
