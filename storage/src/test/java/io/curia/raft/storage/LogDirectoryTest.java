package io.curia.raft.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curia.fault.FaultyDisk;
import io.curia.raft.offline.LogDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A data directory is read as a start would read it, and stays as it is. */
@Timeout(300)
class LogDirectoryTest {
    private static final int ENTRIES = 200;
    private static final int SNAPSHOT = 50;

    @TempDir
    Path dir;

    private final FaultyDisk disk = FaultyDisk.mount(3);
    private Path original;
    private StorageRig rig;

    @BeforeEach
    void fill() throws IOException {
        original = dir.resolve("original");
        rig = new StorageRig(original, disk);
        rig.found();
        rig.log.vote(2, StorageRig.MEMBERS.get(1));
        for (int index = 1; index <= ENTRIES; index++) {
            rig.append(1 + index / 100, index, new byte[1000 + index]);
            rig.log.flush();
        }
        rig.capture(1, SNAPSHOT, new byte[10_000]);
        await().until(() -> rig.log.snapshots().durableIndex() == SNAPSHOT);
    }

    @AfterEach
    void close() {
        if (rig != null) {
            rig.close();
        }
        disk.close();
    }

    private void stop() {
        rig.close();
        rig = null;
    }

    private Path copy() throws IOException {
        var to = dir.resolve("copy");
        try (var files = Files.walk(original)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(original.relativize(file).toString()));
            }
        }
        return to;
    }

    /** Of each file its content and when it was last written. */
    private static Map<String, String> bytes(Path directory) throws IOException {
        var all = new TreeMap<String, String>();
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                all.put(
                        directory.relativize(file).toString(),
                        Files.getLastModifiedTime(file) + HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return all;
    }

    private static List<Long> indexes(LogDirectory log) throws IOException {
        var indexes = new ArrayList<Long>();
        log.entries(StorageRig.GROUP, entry -> indexes.add(entry.index()));
        return indexes;
    }

    private static Path segment(Path directory, int place) throws IOException {
        return LogSegments.files(directory.resolve("raft/groups/curia@0@7")).get(place);
    }

    @Test
    void whatIsSoundIsShownAndNothingChanges() throws IOException {
        stop();
        var before = bytes(original);

        try (var log = LogDirectory.open(original)) {
            assertThat(log.damage()).isEmpty();
            assertThat(log.identity().orElseThrow().nodeId()).isEqualTo(StorageRig.NODE_ID);
            assertThat(log.groups()).singleElement().satisfies(group -> {
                assertThat(group.id()).isEqualTo(StorageRig.GROUP);
                assertThat(group.vote()).isEqualTo(new LogStore.Vote(2, StorageRig.MEMBERS.get(1)));
                assertThat(group.members()).contains(StorageRig.MEMBERS.get(2));
                assertThat(group.last()).isEqualTo(ENTRIES);
                assertThat(group.snapshots()).singleElement().satisfies(snapshot -> {
                    assertThat(snapshot.index()).isEqualTo(SNAPSHOT);
                    assertThat(snapshot.bytes()).isPositive();
                });
            });
            assertThat(indexes(log)).endsWith((long) ENTRIES).isSorted().doesNotHaveDuplicates();
            log.entries(StorageRig.GROUP, entry -> {
                assertThat(entry.term()).isEqualTo((int) (1 + entry.index() / 100));
                assertThat(entry.length()).isEqualTo((int) (1000 + entry.index()));
            });
        }
        assertThat(bytes(original)).isEqualTo(before);
    }

    @Test
    void aCommitThatWasCutOffIsTakenBackInTheCopyAlone() throws IOException {
        var torn = copy();
        var newest = segment(
                torn, LogSegments.files(torn.resolve("raft/groups/curia@0@7")).size() - 1);
        FaultyDisk.damage(newest, Files.size(newest) - 200, 200);
        var before = bytes(torn);

        try (var log = LogDirectory.open(torn)) {
            assertThat(log.damage()).isEmpty();
            assertThat(indexes(log)).endsWith(ENTRIES - 1L);
        }
        assertThat(bytes(torn)).isEqualTo(before);
    }

    @Test
    void theFirstDamageIsToldWithItsFileAndWhatStandsBeforeItIsShown() throws IOException {
        stop();
        var rotten = segment(original, 2);
        long first = Long.parseLong(rotten.getFileName().toString().split("[-.]", -1)[2]);
        FaultyDisk.damage(rotten, Files.size(rotten) / 2, 2000);
        var before = bytes(original);

        try (var log = LogDirectory.open(original)) {
            assertThat(log.damage().orElseThrow())
                    .startsWith("damaged: log of curia (" + rotten)
                    .doesNotContain("\n", "the server does not start");
            var seen = new ArrayList<Long>();
            assertThatThrownBy(() -> log.entries(StorageRig.GROUP, entry -> seen.add(entry.index())))
                    .isInstanceOf(StorageCorruptedException.class);
            assertThat(seen).isNotEmpty().endsWith(first - 1).isSorted();
        }
        assertThat(bytes(original)).isEqualTo(before);
    }

    @Test
    void theDirectoryOfARunningServerIsLeftAlone() {
        assertThatThrownBy(() -> LogDirectory.open(original))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("a server uses the data directory " + original);
    }

    @Test
    void whatIsNoDataDirectoryIsNone() {
        assertThatThrownBy(() -> LogDirectory.open(dir.resolve("nothing"))).isInstanceOf(IOException.class);
    }
}
