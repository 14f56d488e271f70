package io.curia.raft.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curia.fault.FaultyDisk;
import io.curia.testing.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a newer version wrote is refused with one line, and what was written before there were numbers is read. */
class FormatsTest {
    private static final String GROUP_FILES = "raft/groups/curia@0@7/";
    private static final int ENTRIES = 40;

    @TempDir
    Path dir;

    private final FaultyDisk disk = FaultyDisk.mount(1);

    @BeforeEach
    void fill() throws IOException {
        try (var rig = new StorageRig(dir, disk)) {
            rig.found();
            append(rig, 1, ENTRIES);
            rig.capture(1, 10, payload(10));
            await().until(() -> rig.log.snapshots().durableIndex() == 10);
        }
    }

    @AfterEach
    void unmount() {
        disk.close();
    }

    private static byte[] payload(long index) {
        return ("entry " + index).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void append(StorageRig rig, long from, long to) throws IOException {
        for (long index = from; index <= to; index++) {
            rig.append(1, index, payload(index));
        }
        rig.log.flush();
    }

    private void setFormat(Path file, int number) {
        try (var store = new MVStore.Builder()
                .fileName(ChecksummedPath.of(disk.scheme() + file))
                .open()) {
            store.setStoreVersion(number);
        }
    }

    private void assertRefused(Path file) throws IOException {
        var before = Files.readAllBytes(file);
        assertThatThrownBy(() -> {
                    try (var rig = new StorageRig(dir, disk)) {
                        rig.restore();
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(file.getFileName().toString(), "of format 7", "start that version");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raft/members.mv",
                GROUP_FILES + "log.mv",
                GROUP_FILES + "log-1-1.mv",
                GROUP_FILES + "snapshot-10.mv"
            })
    void aFileOfANewerVersionIsRefusedAndStays(String name) throws IOException {
        setFormat(dir.resolve(name), 7);
        assertRefused(dir.resolve(name));
    }

    @Test
    void anIdentityOfANewerVersionIsRefusedAndStays() throws IOException {
        var file = dir.resolve("raft-identity");
        assertThat(file).content().startsWith("format=1\n");
        Files.writeString(file, "format=7\nsomething else\n");
        assertRefused(file);
    }

    @Test
    void filesWithoutANumberAreReadAsBefore() throws IOException {
        for (var name : new String[] {"raft/members.mv", GROUP_FILES + "log.mv", GROUP_FILES + "snapshot-10.mv"}) {
            setFormat(dir.resolve(name), 0);
        }
        var identity = dir.resolve("raft-identity");
        Files.writeString(identity, Files.readString(identity).replace("format=1\n", ""));
        assertHolds(ENTRIES);
    }

    private void assertHolds(long last) throws IOException {
        try (var rig = new StorageRig(dir, disk)) {
            var restored = rig.restore();
            assertThat(StorageRig.content(restored)).isEqualTo(payload(10));
            var entries = StorageRig.entries(restored);
            assertThat(entries).hasSize((int) last - 10);
            entries.forEach(entry -> assertThat(entry.payload()).isEqualTo(payload(entry.index())));
        }
    }

    /** In the form before there were batches. */
    private void keepEachEntryByItself() throws IOException {
        var path = dir.resolve(GROUP_FILES + "log-1-1.mv");
        Files.delete(path);
        var file = MvFile.create(disk.scheme(), path, "log", 0);
        var entries = file.map("entries");
        for (long index = 1; index <= ENTRIES; index++) {
            entries.append(index << 1, LogRecord.encode(index, 1, EntryKind.COMMAND, payload(index)));
        }
        file.commit();
        file.publish(path);
    }

    @Test
    void aLogOfSingleEntriesIsReadAndGoesOnInANewFile() throws IOException {
        keepEachEntryByItself();
        assertHolds(ENTRIES);
        try (var rig = new StorageRig(dir, disk)) {
            rig.restore();
            rig.log.truncateFrom(ENTRIES - 5);
            append(rig, ENTRIES - 5, ENTRIES + 3);
            assertThat(rig.log.payload(20)).isEqualTo(payload(20));
        }
        assertThat(FileNames.below(dir)).contains("log-1-1.mv", "log-2-" + (ENTRIES - 5) + ".mv");
        assertHolds(ENTRIES + 3);
    }

    @Test
    void aLogOfSingleEntriesCanBeCut() throws IOException {
        keepEachEntryByItself();
        try (var rig = new StorageRig(dir, disk)) {
            rig.restore();
            rig.log.truncateFrom(30);
            rig.log.flush();
            assertThat(rig.log.lastIndex()).isEqualTo(29);
        }
        assertHolds(29);
    }
}
