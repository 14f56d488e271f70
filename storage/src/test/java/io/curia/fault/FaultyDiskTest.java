package io.curia.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.h2.store.fs.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultyDiskTest {
    private static final int SECTOR = UnforcedWrites.SECTOR;

    @TempDir
    Path dir;

    private FileChannel open(FaultyDisk disk, Path file) throws IOException {
        return FileUtils.open(disk.scheme() + file, "rw");
    }

    private static void write(FileChannel channel, long position, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(US_ASCII)), position);
    }

    @Test
    void whatWasForcedStaysAndTheRestMayGo() throws IOException {
        var results = new HashSet<String>();
        for (long seed = 0; seed < 200; seed++) {
            var file = dir.resolve("f" + seed);
            try (var disk = FaultyDisk.mount(seed)) {
                var channel = open(disk, file);
                write(channel, 0, "forced");
                channel.force(true);
                write(channel, 6, "-not");
                assertThat(file).hasContent("forced-not");
                disk.cutPower();
            }
            results.add(Files.readString(file));
        }
        assertThat(results).allMatch(content -> content.startsWith("forced"));
        assertThat(results).contains("forced", "forced-", "forced-not", "forced\0\0\0\0");
    }

    @Test
    void anOverwriteIsUndoneOrDoneBySectors() throws IOException {
        var results = new HashSet<String>();
        for (long seed = 0; seed < 200; seed++) {
            var file = dir.resolve("f" + seed);
            try (var disk = FaultyDisk.mount(seed)) {
                var channel = open(disk, file);
                write(channel, 0, "o".repeat(3 * SECTOR));
                channel.force(true);
                write(channel, 0, "n".repeat(3 * SECTOR));
                disk.cutPower();
            }
            var content = Files.readString(file);
            assertThat(content).hasSize(3 * SECTOR).matches("[on]*");
            results.add("" + content.charAt(0) + content.charAt(SECTOR) + content.charAt(2 * SECTOR));
        }
        assertThat(results).contains("ooo", "nnn", "noo", "oon", "ono");
    }

    @Test
    void laterWritesMayOutliveEarlierOnes() throws IOException {
        var results = new HashSet<String>();
        for (long seed = 0; seed < 200; seed++) {
            var file = dir.resolve("f" + seed);
            try (var disk = FaultyDisk.mount(seed)) {
                var channel = open(disk, file);
                write(channel, 0, "-".repeat(2 * SECTOR));
                channel.force(true);
                write(channel, 0, "1");
                write(channel, SECTOR, "2");
                disk.cutPower();
            }
            var content = Files.readString(file);
            results.add("" + content.charAt(0) + content.charAt(SECTOR));
        }
        assertThat(results).containsExactlyInAnyOrder("--", "1-", "-2", "12");
    }

    @Test
    void aTruncationMayBeLost() throws IOException {
        var results = new HashSet<String>();
        for (long seed = 0; seed < 200; seed++) {
            var file = dir.resolve("f" + seed);
            try (var disk = FaultyDisk.mount(seed)) {
                var channel = open(disk, file);
                write(channel, 0, "abcdef");
                channel.force(true);
                channel.truncate(3);
                disk.cutPower();
            }
            results.add(Files.readString(file));
        }
        assertThat(results).containsExactlyInAnyOrder("abc", "abcdef");
    }

    @Test
    void theSameSeedDoesTheSame() throws IOException {
        String[] contents = new String[2];
        for (int i = 0; i < 2; i++) {
            var file = dir.resolve("f" + i);
            try (var disk = FaultyDisk.mount(42)) {
                var channel = open(disk, file);
                for (int n = 0; n < 50; n++) {
                    write(channel, n * 100L, Integer.toString(n));
                }
                disk.cutPower();
            }
            contents[i] = Files.readString(file);
        }
        assertThat(contents[0]).isEqualTo(contents[1]);
    }

    @Test
    void withoutPowerNothingWorksAndLocksAreFree() throws IOException {
        try (var disk = FaultyDisk.mount(1)) {
            var file = dir.resolve("f");
            var before = open(disk, file);
            assertThat(before.tryLock()).isNotNull();
            assertThatThrownBy(() -> open(disk, file).tryLock()).isInstanceOf(OverlappingFileLockException.class);
            disk.cutPower();
            assertThatThrownBy(() -> write(before, 0, "x")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> before.force(true)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> open(disk, file)).isInstanceOf(IOException.class);
            disk.restorePower();
            assertThatThrownBy(() -> write(before, 0, "x")).isInstanceOf(IOException.class);
            try (var after = open(disk, file)) {
                assertThat(after.tryLock()).isNotNull();
                write(after, 0, "y");
            }
        }
    }

    @Test
    void aFullDiskRefusesToGrowButNotToOverwrite() throws IOException {
        try (var disk = FaultyDisk.mount(1);
                var channel = open(disk, dir.resolve("f"))) {
            write(channel, 0, "0123456789");
            disk.leaveRoom(5);
            assertThat(channel.write(ByteBuffer.wrap(new byte[8]), 10)).isEqualTo(5);
            assertThatThrownBy(() -> write(channel, 15, "x")).hasMessage("No space left on device");
            write(channel, 0, "9876543210");
            channel.truncate(14);
            write(channel, 14, "x");
            assertThatThrownBy(() -> write(channel, 15, "x")).hasMessage("No space left on device");
            disk.makeRoom();
            write(channel, 15, "x");
            assertThat(channel.size()).isEqualTo(16);
        }
    }

    @Test
    void damageChangesTheGivenBytesOnly() throws IOException {
        var file = Files.writeString(dir.resolve("f"), "abcdef");
        FaultyDisk.damage(file, 2, 2);
        assertThat(file).hasBinaryContent(new byte[] {'a', 'b', ~'c', ~'d', 'e', 'f'});
    }
}
