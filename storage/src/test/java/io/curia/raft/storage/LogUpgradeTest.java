package io.curia.raft.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curia.fault.FaultyDisk;
import io.curia.testing.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data directory of the form in which term, vote and entries were in one file. */
class LogUpgradeTest {
    private static final int ENTRIES = 300;

    @TempDir
    Path dir;

    private final FaultyDisk disk = FaultyDisk.mount(7);
    private Path group;

    private static byte[] payload(long index) {
        var payload = new byte[index % 50 == 0 ? 30_000 : 500];
        Arrays.fill(payload, (byte) index);
        return payload;
    }

    @BeforeEach
    void write() throws IOException {
        try (var rig = new StorageRig(dir, disk)) {
            rig.found();
            rig.log.vote(3, StorageRig.MEMBERS.get(1));
        }
        group = dir.resolve("raft/groups/curia@0@7");
        try (var file = MvFile.open(disk.scheme(), group.resolve("log.mv"), "log", Formats.LOG, opened -> {})) {
            var log = file.map("log");
            for (long index = 101; index <= ENTRIES; index++) {
                log.append(index, LogRecord.encode(index, 2, EntryKind.COMMAND, payload(index)));
                if (index % 30 == 0) {
                    file.commit();
                }
            }
            file.commit();
        }
        try (var rig = new StorageRig(dir.resolve("other"), disk)) {
            rig.found();
            rig.capture(2, 200, payload(1));
            await().until(() -> rig.log.snapshots().durableIndex() == 200);
        }
        Files.copy(dir.resolve("other/raft/groups/curia@0@7/snapshot-200.mv"), group.resolve("snapshot-200.mv"));
    }

    @AfterEach
    void unmount() {
        disk.close();
    }

    private void assertAllThere() throws IOException {
        try (var rig = new StorageRig(dir, disk)) {
            var restored = rig.restore();
            assertThat(restored.vote().term()).isEqualTo(3);
            assertThat(restored.vote().votedFor()).isEqualTo(StorageRig.MEMBERS.get(1));
            assertThat(StorageRig.entries(restored)).hasSize(ENTRIES - 200);
            for (var entry : StorageRig.entries(restored)) {
                assertThat(entry.payload()).isEqualTo(payload(entry.index()));
            }
            rig.append(3, ENTRIES + 1, payload(1));
            rig.log.flush();
            rig.log.truncateFrom(ENTRIES + 1);
            rig.log.flush();
        }
    }

    @Test
    void startsAsBeforeAndStaysInTheNewForm() throws IOException {
        assertAllThere();
        assertThat(FileNames.below(group)).anyMatch(name -> name.startsWith("log-"));
        assertThat(Files.size(group.resolve("log.mv"))).isLessThan(50_000);
        assertAllThere();
    }

    /** Some of the new files are there, and the old one still is. */
    @Test
    void isDoneAgainWhenItWasCutOff() throws IOException {
        var old = Files.readAllBytes(group.resolve("log.mv"));
        assertAllThere();
        Files.write(group.resolve("log.mv"), old);
        for (var name : FileNames.below(group)) {
            if (name.startsWith("log-3-")) {
                Files.delete(group.resolve(name));
            }
        }
        assertAllThere();
    }

    @Test
    void aDamagedOneIsRefusedAndStays() throws IOException {
        var file = group.resolve("log.mv");
        FaultyDisk.damage(file, Files.size(file) / 2, 4096);
        var damaged = Files.readAllBytes(file);
        assertThatThrownBy(() -> new StorageRig(dir, disk)).isInstanceOf(StorageCorruptedException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
    }
}
