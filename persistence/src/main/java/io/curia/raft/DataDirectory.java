package io.curia.raft;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of one server's log, held by an exclusive lock for as long as it is open.
 *
 * <pre>
 * raft/lock                      held while a server runs
 * raft/members.mv                identity and membership
 * raft/groups/NAME@SEED@ID/      one directory per Raft group: log.mv (term, vote, members),
 *                                log-NUMBER-FIRST.mv (entries), snapshot-INDEX.mv
 * </pre>
 */
final class DataDirectory implements AutoCloseable {
    private final Path root;
    private final String scheme;
    private final FileChannel lockChannel;
    private final FileLock lock;

    private DataDirectory(Path root, String scheme, FileChannel lockChannel, FileLock lock) {
        this.root = root;
        this.scheme = scheme;
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    static DataDirectory open(Path dataDir) {
        return open(dataDir, "");
    }

    /** @param scheme prefix of MVStore file names, for a file system of its own; empty for plain files */
    static DataDirectory open(Path dataDir, String scheme) {
        var root = dataDir.resolve("raft");
        try {
            Files.createDirectories(root.resolve("groups"));
            var channel = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = null;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                channel.close();
                throw new IllegalStateException(inUse(dataDir), e);
            }
            if (lock == null) {
                channel.close();
                throw new IllegalStateException(inUse(dataDir));
            }
            return new DataDirectory(root, scheme, channel, lock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the data directory " + dataDir + ": " + e, e);
        }
    }

    private static String inUse(Path dataDir) {
        return "another server uses the data directory " + dataDir + "; give each server a directory of its own";
    }

    Path membersFile() {
        return root.resolve("members.mv");
    }

    /** The directory of a group, made if need be. */
    Path groupDirectory(String groupName) {
        var directory = root.resolve("groups").resolve(groupName);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return directory;
    }

    /** Names of all groups that have a directory. */
    List<String> groupNames() {
        try (Stream<Path> list = Files.list(root.resolve("groups"))) {
            return list.map(p -> p.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void deleteGroup(String groupName) {
        var directory = root.resolve("groups").resolve(groupName);
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String scheme() {
        return scheme;
    }

    @Override
    public void close() {
        try {
            lock.release();
            lockChannel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
