package io.curia.raft.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.fault.FaultyDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A flush on a full disk is not over until there is room, and nothing is lost or doubled by the wait. */
@Timeout(300)
class FullDiskTest {
    @TempDir
    Path dir;

    private final Random random = new Random(11);

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static List<byte[]> payloads(StorageRig rig) throws IOException {
        var found = new ArrayList<byte[]>();
        for (var entry : StorageRig.entries(rig.restore())) {
            assertThat(entry.index()).isEqualTo(found.size() + 1);
            found.add(entry.payload());
        }
        return found;
    }

    @Test
    void aFlushWaitsForRoom() throws Exception {
        var group = Executors.newSingleThreadExecutor();
        var expected = new ArrayList<byte[]>();
        try (var disk = FaultyDisk.mount(3)) {
            try (var rig = new StorageRig(dir, disk)) {
                rig.found();
                for (int round = 0; round < 12; round++) {
                    disk.leaveRoom(random.nextInt(8_000));
                    for (int n = 0; n < 6; n++) {
                        var payload = bytes(5_000);
                        expected.add(payload);
                        rig.append(1, expected.size(), payload);
                    }
                    var flush = group.submit(() -> {
                        rig.log.flush();
                        return null;
                    });
                    await().until(() -> rig.failure() != null);
                    assertThat(rig.failure()).hasMessageContainingAll("log of curia", "No space left on device");
                    assertThat(flush).isNotDone();
                    disk.makeRoom();
                    flush.get();
                    assertThat(rig.failure()).isNull();
                }
            }
            try (var rig = new StorageRig(dir, disk)) {
                assertThat(payloads(rig)).containsExactlyElementsOf(expected);
            }
        } finally {
            group.shutdownNow();
        }
    }

    @Test
    void whatWasFlushedBeforeSurvivesACrashOnTheFullDisk() throws Exception {
        var group = Executors.newSingleThreadExecutor();
        var flushed = new ArrayList<byte[]>();
        try (var disk = FaultyDisk.mount(4)) {
            var rig = new StorageRig(dir, disk);
            rig.found();
            for (int n = 0; n < 20; n++) {
                flushed.add(bytes(3_000));
                rig.append(1, flushed.size(), flushed.get(n));
            }
            rig.log.flush();
            disk.leaveRoom(6_000);
            rig.append(1, flushed.size() + 1L, bytes(30_000));
            var flush = group.submit(() -> {
                rig.log.flush();
                return null;
            });
            await().until(() -> rig.failure() != null);
            disk.cutPower();
            await().until(flush::isDone);
            rig.close();
            disk.restorePower();
            try (var again = new StorageRig(dir, disk)) {
                assertThat(payloads(again)).containsExactlyElementsOf(flushed);
            }
        } finally {
            group.shutdownNow();
        }
    }

    @Test
    void aSnapshotThatFindsNoRoomLeavesTheOldOneAndTheLog() throws Exception {
        try (var disk = FaultyDisk.mount(5)) {
            var old = bytes(300_000);
            try (var rig = new StorageRig(dir, disk)) {
                rig.found();
                for (int index = 1; index <= 10; index++) {
                    rig.append(1, index, bytes(100));
                }
                rig.log.flush();
                rig.capture(1, 5, old);
                await().until(() -> rig.log.snapshots().durableIndex() == 5);
                disk.leaveRoom(100_000);
                assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> rig.fetch(8, bytes(900_000))))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("No space left on device");
                assertThat(rig.log.snapshots().durableIndex()).isEqualTo(5);
                disk.makeRoom();
            }
            try (var rig = new StorageRig(dir, disk)) {
                var restored = rig.restore();
                assertThat(StorageRig.content(restored)).isEqualTo(old);
                assertThat(StorageRig.entries(restored)).hasSize(5);
            }
        }
    }
}
