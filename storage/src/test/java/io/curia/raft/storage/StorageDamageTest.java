package io.curia.raft.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curia.fault.FaultyDisk;
import io.curia.testing.Logged;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that decayed are noticed at the start, or do not matter: never is anything lost or changed in silence. */
class StorageDamageTest {
    private static final int TRIALS = 80;
    private static final String GROUP_FILES = "raft/groups/curia@0@7/";

    @TempDir
    Path dir;

    private final FaultyDisk disk = FaultyDisk.mount(1);
    private final Random random = new Random(5);
    private StorageRig rig;
    private Path original;
    private int copies;
    private String promised;

    private void fill(boolean snapshots) throws IOException {
        original = dir.resolve("original");
        rig = new StorageRig(original, disk);
        rig.found();
        rig.persistMembers(3);
        long index = 0;
        for (int flush = 0; flush < 80; flush++) {
            for (int n = random.nextInt(8); n >= 0; n--) {
                rig.append(1 + flush / 20, ++index, bytes(random.nextInt(1200)));
            }
            rig.log.flush();
            if (flush % 20 == 10) {
                rig.log.vote(1 + flush / 20, StorageRig.MEMBERS.get(1));
            }
            if (snapshots && flush < 60 && flush % 20 == 5) { // entries of several files stay behind the last one
                long covered = index;
                rig.capture(2, covered, bytes(700_000));
                await().until(() -> rig.log.snapshots().durableIndex() == covered);
            }
        }
        rig.persistMembers(4);
    }

    @AfterEach
    void close() {
        if (rig != null) {
            rig.close();
        }
        disk.close();
    }

    private void stopInOrder() throws IOException {
        rig.close();
        rig = null;
        promised = content(original);
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** All that a start finds, as a text. */
    private String content(Path from) throws IOException {
        try (var opened = new StorageRig(from, disk)) {
            var restored = opened.restore();
            var text = new StringBuilder()
                    .append(opened.membersIndex())
                    .append(restored.vote().term())
                    .append(restored.vote().votedFor())
                    .append(restored.members());
            if (restored.snapshot() != null) {
                text.append(restored.snapshot().head().index())
                        .append(new String(StorageRig.content(restored), ISO_8859_1));
            }
            for (var entry : StorageRig.entries(restored)) {
                text.append('\n')
                        .append(entry.index())
                        .append(' ')
                        .append(entry.term())
                        .append(' ')
                        .append(new String(entry.payload(), ISO_8859_1));
            }
            return text.toString();
        }
    }

    private Path copy() throws IOException {
        var to = dir.resolve("trial" + copies++);
        try (var files = Files.walk(original)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(original.relativize(file).toString()));
            }
        }
        return to;
    }

    private interface Damage {
        void to(Path file) throws IOException;
    }

    /** Damages a copy many times and answers what the refused starts said. */
    private List<String> refusals(String file, Damage damage) throws IOException {
        var refusals = new ArrayList<String>();
        for (int trial = 0; trial < TRIALS; trial++) {
            var copy = copy();
            damage.to(copy.resolve(file));
            try {
                assertThat(content(copy).equals(promised))
                        .as("trial %d: a start that was not refused found something else", trial)
                        .isTrue();
            } catch (StorageCorruptedException e) {
                refusals.add(e.getMessage());
            }
        }
        return refusals;
    }

    private void decay(Path file, long from, long to) throws IOException {
        int length = random.nextInt(4) == 0 ? 4096 : 1 + random.nextInt(64);
        long offset = from + (long) (random.nextDouble() * (to - from - length));
        FaultyDisk.damage(file, offset, length);
    }

    private void decay(Path file) throws IOException {
        decay(file, 0, Files.size(file));
    }

    private static void assertExplained(List<String> refusals, String what) {
        // most of a small file is of commits that are no longer in use
        assertThat(refusals).hasSizeGreaterThan(TRIALS / 20).allSatisfy(message -> assertThat(message)
                .startsWith("damaged: " + what)
                .contains("the server does not start", "restore a snapshot")
                .doesNotContain("\n"));
    }

    private String newestSnapshot() throws IOException {
        try (var files = Files.list(original.resolve(GROUP_FILES))) {
            return GROUP_FILES
                    + files.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith("snapshot-"))
                            .max(Comparator.comparingLong(name -> Long.parseLong(name.replaceAll("\\D", ""))))
                            .orElseThrow();
        }
    }

    @Test
    void decayInALogThatWasClosedInOrderIsNoticed() throws IOException {
        fill(false);
        stopInOrder();
        for (var file : logFiles()) {
            assertExplained(refusals(file, this::decay), "log of curia (");
        }
    }

    @Test
    void decayInTheMiddleOfALogAfterACrashIsNoticed() throws IOException {
        fill(false);
        // the files of a running server are what a killed one leaves
        var killed = copy();
        stopInOrder();
        original = killed;
        for (var file : logFiles()) {
            assertExplained(refusals(file, damaged -> decay(damaged, 8192, Files.size(damaged) / 2)), "log of curia (");
        }
    }

    @Test
    void decayInASnapshotIsNoticed() throws IOException {
        fill(true);
        stopInOrder();
        assertExplained(refusals(newestSnapshot(), this::decay), "snapshot ");
    }

    @Test
    void decayInTheMembershipIsNoticed() throws IOException {
        fill(false);
        stopInOrder();
        assertExplained(refusals("raft/members.mv", this::decay), "membership (");
    }

    @Test
    void aLogCutShortIsNoticed() throws IOException {
        fill(false);
        stopInOrder();
        for (var file : logFiles()) {
            var refusals = refusals(file, damaged -> {
                try (var channel = FileChannel.open(damaged, StandardOpenOption.WRITE)) {
                    channel.truncate((long) (random.nextDouble() * channel.size()));
                }
            });
            assertExplained(refusals, "log of curia (");
        }
    }

    @Test
    void aRefusedStartChangesNothing() throws IOException {
        fill(true);
        stopInOrder();
        for (int trial = 0; trial < TRIALS; trial++) {
            var copy = copy();
            var log = copy.resolve(logFiles().get(trial % logFiles().size()));
            decay(log);
            byte[] before = Files.readAllBytes(log);
            try {
                content(copy);
            } catch (StorageCorruptedException e) {
                assertThat(Files.readAllBytes(log)).as(e.getMessage()).isEqualTo(before);
            }
        }
    }

    /** Term and vote, then some of the files with entries: the oldest, one between, the newest. */
    private List<String> logFiles() throws IOException {
        var entries = entryFiles();
        assertThat(entries).hasSizeGreaterThan(2);
        return List.of(
                GROUP_FILES + "log.mv",
                entries.get(0),
                entries.get(entries.size() / 2),
                entries.get(entries.size() - 1));
    }

    /** The oldest first. */
    private List<String> entryFiles() throws IOException {
        try (var files = Files.list(original.resolve(GROUP_FILES))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("log-"))
                    .sorted(Comparator.comparingLong(name -> Long.parseLong(name.split("-", -1)[1])))
                    .map(name -> GROUP_FILES + name)
                    .toList();
        }
    }

    @Test
    void aMissingFileOfEntriesIsNoticed() throws IOException {
        fill(false);
        stopInOrder();
        for (var file : entryFiles()) {
            var copy = copy();
            Files.delete(copy.resolve(file));
            assertThatThrownBy(() -> content(copy))
                    .as(file)
                    .isInstanceOf(StorageCorruptedException.class)
                    .hasMessageStartingWith("damaged: log of curia");
        }
    }

    /** Files that a server removes when a snapshot covers them may come back if the power fails. */
    @Test
    void aCoveredFileThatComesBackIsInNobodysWay() throws IOException {
        fill(false);
        var all = copy();
        rig.capture(3, rig.log.lastIndex(), bytes(1_000));
        long covered = rig.log.lastIndex();
        await().until(() -> rig.log.snapshots().durableIndex() == covered);
        rig.append(3, covered + 1, bytes(10));
        rig.log.flush();
        stopInOrder();
        var left = entryFiles();
        try (var files = Files.list(all.resolve(GROUP_FILES))) {
            for (var file : files.toList()) {
                var place = original.resolve(GROUP_FILES).resolve(file.getFileName());
                if (file.getFileName().toString().startsWith("log-") && !Files.exists(place)) {
                    Files.copy(file, place);
                }
            }
        }
        assertThat(entryFiles()).hasSizeGreaterThan(left.size());
        assertThat(content(original).equals(promised)).isTrue();
    }

    @Test
    void aLogWithoutItsFileIsNoticed() throws IOException {
        fill(true);
        stopInOrder();
        Files.delete(original.resolve(GROUP_FILES + "log.mv"));
        assertThatThrownBy(() -> content(original))
                .isInstanceOf(StorageCorruptedException.class)
                .hasMessageStartingWith("damaged: log of curia");
    }

    @Test
    void aMembershipWithoutItsFileIsNoticed() throws IOException {
        fill(false);
        stopInOrder();
        Files.delete(original.resolve("raft/members.mv"));
        assertThatThrownBy(() -> content(original))
                .isInstanceOf(StorageCorruptedException.class)
                .hasMessageStartingWith("damaged: membership");
    }

    /** What a start says that must be refused, in one line. */
    private void assertRefused(String what) {
        assertThatThrownBy(() -> content(original))
                .isInstanceOf(StorageCorruptedException.class)
                .hasMessageStartingWith("damaged: " + what)
                .hasMessageContaining("the server does not start")
                .message()
                .doesNotContain("\n");
    }

    private static void empty(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void anEmptiedLogIsNoticedAndLeftAsItIs() throws IOException {
        fill(false);
        stopInOrder();
        var log = original.resolve(GROUP_FILES + "log.mv");
        empty(log);
        assertRefused("log of curia (");
        assertThat(log).isEmptyFile();
    }

    @Test
    void aLogThatIsSoundButHoldsNothingIsNoticed() throws IOException {
        fill(false);
        stopInOrder();
        try (var other = new StorageRig(dir.resolve("other"), disk)) {
            assertThat(other.restore()).isNull();
        }
        Files.copy(
                dir.resolve("other").resolve(GROUP_FILES + "log.mv"),
                original.resolve(GROUP_FILES + "log.mv"),
                StandardCopyOption.REPLACE_EXISTING);
        assertRefused("log of curia (");
    }

    @Test
    void aGroupWithoutItsDirectoryIsNoticed() throws IOException {
        fill(false);
        stopInOrder();
        delete(original.resolve(GROUP_FILES));
        assertRefused("log of curia (");
    }

    @Test
    void anEmptiedMembershipIsNoticedAndLeftAsItIs() throws IOException {
        fill(false);
        stopInOrder();
        empty(original.resolve("raft/members.mv"));
        assertRefused("membership (");
        assertThat(original.resolve("raft/members.mv")).isEmptyFile();
    }

    @Test
    void theMembershipOfAnotherDirectoryIsNoticed() throws IOException {
        fill(false);
        stopInOrder();
        new StorageRig(dir.resolve("other"), disk).close();
        Files.copy(
                dir.resolve("other/raft/members.mv"),
                original.resolve("raft/members.mv"),
                StandardCopyOption.REPLACE_EXISTING);
        assertRefused("membership (");
    }

    @Test
    void theLossOfAllFilesOfTheLogIsNoticedAndNothingIsMadeInTheirStead() throws IOException {
        fill(false);
        stopInOrder();
        delete(original.resolve("raft"));
        assertRefused("membership (");
        assertThat(original.resolve("raft")).doesNotExist();
    }

    @Test
    void aFetchedSnapshotThatIsMissingIsNoticed() throws IOException {
        fill(true);
        rig.receive(4, 9_000, bytes(1000));
        stopInOrder();
        Files.delete(original.resolve(newestSnapshot()));
        assertRefused("log of curia: snapshot 9000 is missing");
    }

    @Test
    void allSnapshotsMissingIsNoticed() throws IOException {
        fill(true);
        stopInOrder();
        while (true) {
            try {
                Files.delete(original.resolve(newestSnapshot()));
            } catch (NoSuchElementException e) {
                break;
            }
        }
        assertRefused("log of curia: entries 1 to ");
    }

    @Test
    void aDirectoryOfAnotherServerIsRefused() throws IOException {
        fill(false);
        stopInOrder();
        try (var directory = DataDirectory.open(original)) {
            assertThatThrownBy(() -> new RaftFiles(directory, new UUID(8, 8), 20, id -> new LogStore.Listener() {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(StorageRig.NODE_ID.toString(), new UUID(8, 8).toString(), "node-id");
        }
    }

    @Test
    void whatIsNoGroupIsIgnoredWithALine() throws IOException {
        fill(false);
        stopInOrder();
        Files.createDirectories(original.resolve("raft/groups/lost+found"));
        Files.createDirectories(original.resolve("raft/groups/curia@x@y"));
        Files.writeString(original.resolve("raft/groups/notes@0@1"), "not a directory");
        try (var logged = new Logged(DataDirectory.class)) {
            assertThat(content(original)).isEqualTo(promised);
            assertThat(logged.warnings()).hasSize(3).anySatisfy(line -> assertThat(line)
                    .contains("lost+found", "ignored"));
        }
    }

    /** It can be told again from the membership. */
    @Test
    void theTextOfTheIdentityIsWrittenAgain() throws IOException {
        fill(false);
        var identity = rig.files.identity();
        stopInOrder();
        Files.delete(RaftIdentity.file(original));
        Files.delete(original.resolve("raft/lock"));
        assertThat(content(original)).isEqualTo(promised);
        empty(RaftIdentity.file(original));
        assertThat(RaftIdentity.of(original)).isEmpty();
        assertThat(content(original)).isEqualTo(promised);
        assertThat(RaftIdentity.of(original)).contains(identity);
    }

    private void forgetGroup() throws IOException {
        rig.files.metadata().removeGroup("curia@0@7");
    }

    /** As when the server stops between the two steps of founding it. */
    @Test
    void aGroupThatWasNotNotedYetIsNoted() throws IOException {
        fill(false);
        forgetGroup();
        stopInOrder();
        Files.delete(original.resolve(GROUP_FILES + "log.mv"));
        assertRefused("log of curia (");
    }

    /** As when the server stops between the steps of removing it. */
    @Test
    void whatIsLeftOfAGroupThatWasRemovedIsNoGroup() throws IOException {
        fill(true);
        stopInOrder();
        try (var opened = new StorageRig(original, disk)) {
            rig = opened;
            forgetGroup();
            rig = null;
        }
        Files.delete(original.resolve(GROUP_FILES + "log.mv"));
        try (var persistence =
                new RaftFiles(DataDirectory.open(original), StorageRig.NODE_ID, 20, id -> new LogStore.Listener() {})) {
            assertThat(persistence.groupsOnDisk()).isEmpty();
        }
    }

    @Test
    void aSecondServerOnTheSameDirectoryIsRefused() throws IOException {
        fill(false);
        assertThatThrownBy(() -> new StorageRig(original, disk))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another server uses the data directory " + original);
    }
}
