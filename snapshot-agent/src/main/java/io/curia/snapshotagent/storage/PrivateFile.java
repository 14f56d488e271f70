package io.curia.snapshotagent.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/** Unfinished archives: hidden files that only their owner may read. */
public final class PrivateFile {
    private static final String PREFIX = ".consul-";
    private static final String SUFFIX = ".snap.tmp";
    private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    private PrivateFile() {}

    /** Makes an empty one in a directory that is there, mode 0600, and removes those that a process that died left. */
    public static Path create(Path directory) throws IOException {
        removeAbandoned(directory);
        return Files.createTempFile(directory, PREFIX, SUFFIX);
    }

    /** Returns when what was written is on the disk. */
    public static void force(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void removeAbandoned(Path directory) throws IOException {
        var before = Instant.now().minus(ABANDONED_AFTER);
        try (var files = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
            for (var file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
