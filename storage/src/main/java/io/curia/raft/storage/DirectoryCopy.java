package io.curia.raft.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of what a stopped server keeps of its log. It is opened as a start would open the original, repairs included, while
 * the original stays as it is to the last byte. Files of snapshots, which nobody writes to, are linked and not copied.
 */
public final class DirectoryCopy implements AutoCloseable {
    private static final String RAFT = "raft";
    private static final String LOCK = "lock";

    private final Path original;
    private final Path copy;

    private DirectoryCopy(Path original, Path copy) {
        this.original = original;
        this.copy = copy;
    }

    /**
     * Copies a data directory into a temporary one, which goes when this is closed.
     *
     * @throws IllegalStateException if a server uses it
     * @throws IOException if it is no data directory, or cannot be read
     */
    public static DirectoryCopy of(Path dataDir) throws IOException {
        var raft = dataDir.resolve(RAFT);
        if (!Files.isDirectory(raft)) {
            throw new NotDirectoryException(raft.toString());
        }
        var held = Held.of(dataDir);
        try {
            var made = new DirectoryCopy(dataDir, Files.createTempDirectory("curia-log-"));
            try {
                made.fill(raft);
                return made;
            } catch (IOException | RuntimeException e) {
                made.close();
                throw e;
            }
        } finally {
            held.close();
        }
    }

    /** Where the copy is: a data directory. */
    public Path path() {
        return copy;
    }

    /** A text about the copy as one about the original. */
    public String ofOriginal(String text) {
        return text.replace(copy.toString(), original.toString());
    }

    /** When a file below a directory of the copy was last written to in the original. */
    public Instant lastWritten(Path directory) throws IOException {
        var newest = Instant.EPOCH;
        for (var file : filesBelow(original.resolve(copy.relativize(directory).toString()))) {
            var written = Files.getLastModifiedTime(file).toInstant();
            newest = written.isAfter(newest) ? written : newest;
        }
        return newest;
    }

    private void fill(Path raft) throws IOException {
        var identity = RaftIdentity.file(original);
        if (Files.exists(identity)) {
            Files.copy(identity, RaftIdentity.file(copy));
        }
        for (var file : filesBelow(raft)) {
            var target = copy.resolve(RAFT).resolve(raft.relativize(file).toString());
            Files.createDirectories(target.getParent());
            if (SnapshotFiles.isSnapshot(file)) {
                link(file, target);
            } else if (!file.equals(raft.resolve(LOCK))) {
                Files.copy(file, target);
            }
        }
    }

    private static List<Path> filesBelow(Path raft) throws IOException {
        try (Stream<Path> all = Files.walk(raft)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static void link(Path file, Path target) throws IOException {
        try {
            Files.createSymbolicLink(target, file.toAbsolutePath());
        } catch (UnsupportedOperationException | IOException e) {
            Files.copy(file, target);
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(copy)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Keeps servers out meanwhile, without writing anything. */
    private record Held(FileChannel channel, FileLock lock) implements AutoCloseable {
        static Held of(Path dataDir) throws IOException {
            var file = dataDir.resolve(RAFT).resolve(LOCK);
            if (!Files.exists(file)) {
                return new Held(null, null);
            }
            var channel = FileChannel.open(file, StandardOpenOption.READ);
            FileLock lock = null;
            try {
                lock = channel.tryLock(0, Long.MAX_VALUE, true);
            } catch (OverlappingFileLockException e) {
                // a server of this process has it
            }
            if (lock == null) {
                channel.close();
                throw new IllegalStateException("a server uses the data directory " + dataDir
                        + ": stop it, or copy the directory and read the copy");
            }
            return new Held(channel, lock);
        }

        @Override
        public void close() throws IOException {
            if (channel != null) {
                channel.close();
            }
        }
    }
}
