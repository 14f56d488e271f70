package io.curia.raft.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of one server's log, held by an exclusive lock for as long as it is open.
 *
 * <pre>
 * raft-identity                  whose directory it is, as a text; see {@link RaftIdentity}
 * raft/lock                      held while a server runs
 * raft/members.mv                identity and membership
 * raft/groups/NAME@SEED@ID/      one directory per Raft group: log.mv (term, vote, members),
 *                                log-NUMBER-FIRST.mv (entries), snapshot-INDEX.mv
 * </pre>
 */
public final class DataDirectory implements AutoCloseable {
    private static final Logger LOG = System.getLogger(DataDirectory.class.getName());
    private static final String GIVEN_UP = "given-up";
    private static final Pattern GROUP_NAME = Pattern.compile("[^@]+@-?\\d{1,18}@-?\\d{1,18}");

    private final Path dataDir;
    private final Path root;
    private final String scheme;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final FilePlace lockFile;

    private DataDirectory(Path dataDir, String scheme, FileChannel lockChannel, FileLock lock) throws IOException {
        this.dataDir = dataDir;
        this.root = dataDir.resolve("raft");
        this.scheme = scheme;
        this.lockChannel = lockChannel;
        this.lock = lock;
        this.lockFile = FilePlace.of(root.resolve("lock"));
    }

    /**
     * Opens a data directory, and makes what is missing of a new one.
     *
     * @throws IllegalStateException if another server uses it
     * @throws StorageCorruptedException if a server has run here whose membership is gone
     */
    public static DataDirectory open(Path dataDir) {
        return open(dataDir, "");
    }

    /** @param scheme prefix of MVStore file names, for a file system of its own; empty for plain files */
    static DataDirectory open(Path dataDir, String scheme) {
        var root = dataDir.resolve("raft");
        requireMembers(dataDir, root);
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
            var directory = new DataDirectory(dataDir, scheme, channel, lock);
            directory.tellStrays();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the data directory " + dataDir + ": " + e, e);
        }
    }

    /** Before anything is made: a refused start changes nothing. */
    private static void requireMembers(Path dataDir, Path root) {
        var members = root.resolve("members.mv");
        if (!Files.exists(members) && Files.exists(RaftIdentity.file(dataDir))) {
            throw new StorageCorruptedException(
                    "damaged: membership (" + members + "): the file is missing, though a server has run here", null);
        }
    }

    private void tellStrays() {
        for (var name : names(Predicate.not(DataDirectory::isGroup))) {
            LOG.log(
                    Level.WARNING,
                    "{0} does not belong there and is ignored",
                    root.resolve("groups").resolve(name));
        }
    }

    private static String inUse(Path dataDir) {
        return "another server uses the data directory " + dataDir + "; give each server a directory of its own";
    }

    /** The directory as it was asked for. */
    Path path() {
        return dataDir;
    }

    /** Why the files of a data directory may not be used any more; empty if they may. */
    public static Optional<String> givenUp(Path dataDir) throws IOException {
        var note = dataDir.resolve("raft").resolve(GIVEN_UP);
        return Files.exists(note) ? Optional.of(Files.readString(note).strip()) : Optional.empty();
    }

    void noteGivenUp(String reason) throws IOException {
        try (var channel = FileChannel.open(
                root.resolve(GIVEN_UP),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.UTF_8.encode(reason + "\n"));
            channel.force(true);
        }
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

    /** Where the files of a group are; there may be none. */
    public Path place(GroupId group) {
        return root.resolve("groups").resolve(group.directoryName());
    }

    /** All groups that have a directory. */
    public List<GroupId> groups() {
        return groupNames().stream().map(GroupId::ofDirectory).toList();
    }

    /** Names of all groups that have a directory. */
    List<String> groupNames() {
        return names(DataDirectory::isGroup);
    }

    private static boolean isGroup(Path path) {
        return Files.isDirectory(path)
                && GROUP_NAME.matcher(path.getFileName().toString()).matches();
    }

    private List<String> names(Predicate<Path> which) {
        try (Stream<Path> list = Files.list(root.resolve("groups"))) {
            return list.filter(which)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of a group's log, which may be missing. */
    Path logFile(String groupName) {
        return root.resolve("groups").resolve(groupName).resolve("log.mv");
    }

    /**
     * Writes down whose directory this is, unless that is what stands there.
     *
     * @throws StorageCorruptedException if another stands there
     */
    void mark(RaftIdentity identity) throws IOException {
        var marked = RaftIdentity.of(dataDir);
        if (marked.isEmpty()) {
            identity.keep(dataDir);
        } else if (!marked.get().equals(identity)) {
            throw new StorageCorruptedException(
                    "damaged: membership (%s): it is of %s, but %s tells of %s"
                            .formatted(membersFile(), identity, RaftIdentity.file(dataDir), marked.get()),
                    null);
        }
    }

    /** Whether the lock is still the one that keeps others out, which it is not once the directory was removed. */
    boolean isInPlace() {
        return lockFile.isInPlace();
    }

    void deleteGroup(String groupName) {
        var directory = root.resolve("groups").resolve(groupName);
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            // a group without a log is none
            Files.deleteIfExists(logFile(groupName));
            for (var file : files.toList()) {
                Files.deleteIfExists(file);
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
