package io.curia.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Random;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * MVStore keeps what it promises on the faulty disk, so tests on top of both find our mistakes. It promises nothing for a
 * commit that lost sectors in its middle: it looks at both ends of a commit only.
 */
class MvStorePowerLossTest {
    @TempDir
    Path dir;

    private static MVStore open(FaultyDisk disk, Path file) {
        return new MVStore.Builder()
                .fileName(disk.scheme() + file)
                .autoCommitDisabled()
                .open();
    }

    @Test
    void whatWasSyncedSurvivesAnyPowerCut() throws IOException {
        int lost = 0;
        int kept = 0;
        for (long seed = 0; seed < 150; seed++) {
            var random = new Random(seed);
            var file = dir.resolve("store" + seed);
            var synced = new TreeMap<Long, String>();
            var written = new TreeMap<Long, String>();
            try (var disk = FaultyDisk.mount(seed, EnumSet.complementOf(EnumSet.of(Loss.SECTORS)))) {
                var store = open(disk, file);
                MVMap<Long, String> map = store.openMap("m");
                store.commit();
                store.sync();
                disk.cutPowerAfterWrites(random.nextInt(60));
                try {
                    for (long key = 0; ; key++) {
                        map.put(key, "v".repeat(random.nextInt(3000)));
                        written.put(key, map.get(key));
                        if (random.nextInt(4) == 0) {
                            store.commit();
                            store.sync();
                            synced.putAll(written);
                        }
                    }
                } catch (MVStoreException e) {
                    assertThat(disk.isPowered()).isFalse();
                }
                store.closeImmediately();
                disk.restorePower();
                try (var again = open(disk, file)) {
                    MVMap<Long, String> found = again.openMap("m");
                    assertThat(found).as("seed %d", seed).containsAllEntriesOf(synced);
                    assertThat(written).as("seed %d", seed).containsAllEntriesOf(found);
                    lost += written.size() - found.size();
                    kept += found.size() - synced.size();
                }
            }
        }
        // a disk that never forgets, or always forgets, would prove nothing
        assertThat(lost).isPositive();
        assertThat(kept).isPositive();
    }

    @Test
    void aFullDiskIsReportedAndWhatWasSyncedStays() throws IOException {
        var file = dir.resolve("store");
        try (var disk = FaultyDisk.mount(7)) {
            var store = open(disk, file);
            MVMap<Long, byte[]> map = store.openMap("m");
            map.put(1L, new byte[10_000]);
            store.commit();
            store.sync();
            disk.leaveRoom(20_000);
            assertThatThrownBy(() -> {
                        for (long key = 2; key < 100; key++) {
                            map.put(key, new byte[10_000]);
                            store.commit();
                        }
                    })
                    .isInstanceOf(MVStoreException.class)
                    .hasRootCauseMessage("No space left on device");
            store.closeImmediately();
            disk.makeRoom();
            try (var again = open(disk, file)) {
                assertThat(again.<Long, byte[]>openMap("m")).containsKey(1L);
            }
        }
    }

    @Test
    void anotherStoreOnTheSameFileIsRefused() throws IOException {
        var file = dir.resolve("store");
        try (var disk = FaultyDisk.mount(7);
                var store = open(disk, file)) {
            assertThatThrownBy(() -> open(disk, file)).isInstanceOf(MVStoreException.class);
            assertThat(store.isClosed()).isFalse();
        }
        assertThat(Files.size(file)).isPositive();
    }
}
