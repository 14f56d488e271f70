package io.curia.raft.storage;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.store.fs.FileUtils;

/**
 * One MVStore file whose every commit is forced to disk before it counts. Used by one thread at a time.
 *
 * <p>MVStore gives up on a file at the first failed write (a full disk); {@link #commit} then leaves the file closed and
 * the next use opens it again at the last commit that succeeded, so the caller only has to repeat what was not committed.
 *
 * <p>Each commit carries a checksum of all of it ({@link ChecksummedPath}): power loss may leave a commit that looks
 * whole to MVStore, and bytes that decay later must be noticed before they are believed.
 */
final class MvFile implements AutoCloseable {
    private static final Logger LOG = System.getLogger(MvFile.class.getName());
    /** Freed space is not written over for this long, so the version before the newest stays readable. */
    private static final int RETENTION_MS = 5_000;

    /**
     * Appending fills pages to so many entries, however large these are, and writes the last page anew with each commit.
     */
    static final int ENTRIES_PER_PAGE = 16;
    /** In one piece, or a page of large entries would find no room in it and be read for each of its entries. */
    private static final int CACHE_MB = 16;

    private static final String LAYOUT_CHUNK = "chunk.";
    private static final String UNFINISHED = ".new";

    private final String fileName;
    private final MvFaults faults;
    private final int knownFormat;
    private final boolean readOnly;
    private MVStore store;
    private long durableVersion;
    /** Null for a file that is read only, or that has no name yet. */
    private volatile FilePlace place;

    /** What a file holds, for whoever opens it. */
    interface Content {
        /**
         * Reads all of it.
         *
         * @throws IllegalArgumentException if it is damaged; likewise MVStoreException
         */
        void verify(MvFile file) throws IOException;
    }

    private MvFile(String fileName, String what, int format, boolean readOnly) {
        this.fileName = fileName;
        this.faults = new MvFaults(what, fileName);
        this.knownFormat = format;
        this.readOnly = readOnly;
    }

    /**
     * Opens the file, or makes an empty one. A commit that was under way when the power failed is taken back, since
     * nobody was told of it.
     *
     * @param what names its content in messages, for example {@code "log of group curia"}
     * @param format the newest that can be read; an empty file gets it
     * @throws StorageCorruptedException if anything else is damaged
     * @throws IllegalStateException if a newer version wrote it, or another server uses it
     * @throws IOException if the disk refuses
     */
    static MvFile open(String scheme, Path path, String what, int format, Content content) throws IOException {
        var file = new MvFile(scheme + path, what, format, false);
        if (!FileUtils.exists(file.fileName)) {
            var empty = create(scheme, path, what, format);
            empty.commit();
            empty.publish(path);
        }
        file.openSound(content);
        file.place = FilePlace.of(path);
        return file;
    }

    /**
     * Whether the open file is still the one at its path; if not, what is written to it is lost. Any thread.
     */
    boolean isInPlace() {
        var at = place;
        return at == null || at.isInPlace();
    }

    private void requireInPlace() throws IOException {
        if (!isInPlace()) {
            throw faults.displaced();
        }
    }

    /** Starts a file that gets its name with {@link #publish}; one that is not finished has none and is in nobody's way. */
    static MvFile create(String scheme, Path path, String what, int format) throws IOException {
        var file = new MvFile(scheme + unfinished(path), what, format, false);
        FileUtils.delete(file.fileName);
        try {
            file.openStore();
            file.store.setStoreVersion(format);
        } catch (MVStoreException e) {
            throw file.notWritten(e);
        }
        return file;
    }

    /** Opens a file that nobody writes any more; several may read it at once. */
    static MvFile openReadOnly(String scheme, Path path, String what, int format) throws IOException {
        var file = new MvFile(scheme + path, what, format, true);
        var damage = file.tryOpen(opened -> {});
        if (damage != null) {
            throw file.faults.corrupted(damage);
        }
        return file;
    }

    private static Path unfinished(Path path) {
        return path.resolveSibling(path.getFileName() + UNFINISHED);
    }

    /** Whether a file was started and never finished, as {@link #create} leaves it when the power fails. */
    static boolean isUnfinished(Path path) {
        return path.getFileName().toString().endsWith(UNFINISHED);
    }

    /** A step of writing. */
    interface Write {
        void run() throws IOException;
    }

    /** Drops a file that was created and is not published; one that is stays. */
    void discard() throws IOException {
        abandon();
        try {
            FileUtils.delete(fileName);
        } catch (RuntimeException e) {
            throw new IOException("cannot delete " + fileName + ": " + e.getMessage(), e);
        }
    }

    /** Closes a file that was created and gives it its name, whole, durably. */
    void publish(Path path) throws IOException {
        try {
            store.close(0);
            store = null;
        } catch (MVStoreException e) {
            throw notWritten(e);
        }
        Files.move(unfinished(path), path, StandardCopyOption.ATOMIC_MOVE);
        try (var directory = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private void openSound(Content content) throws IOException {
        if (FileUtils.size(fileName) == 0) {
            // it got its name when it had its first commit
            throw faults.corrupted(new IllegalArgumentException("it is empty"));
        }
        var newest = MvChunks.newest(fileName);
        ByteBuffer erased = null;
        if (newest != null && isUnfinished(newest)) {
            erased = MvChunks.erase(fileName, newest);
        }
        RuntimeException damage;
        try {
            damage = tryOpen(content);
        } catch (IllegalStateException e) {
            if (erased != null) {
                MvChunks.putBack(fileName, newest, erased);
            }
            throw e;
        }
        if (damage == null && erased != null) {
            LOG.log(
                    Level.WARNING,
                    "the last commit of {0} was not finished and is taken back; nothing in it was acknowledged",
                    faults.name());
        } else if (damage != null) {
            if (erased != null) {
                MvChunks.putBack(fileName, newest, erased);
            }
            throw faults.corrupted(damage);
        }
    }

    /**
     * Whether a commit was never forced to disk: parts of it are missing, or the mark of an orderly end before it, which
     * it takes away, still stands.
     */
    private boolean isUnfinished(MvChunks.Found newest) throws IOException {
        long closedAt = MvChunks.closedAt(fileName);
        return closedAt < newest.version() && (closedAt >= 0 || !MvChunks.isSound(fileName, newest));
    }

    /** Opens at the newest commit; if it or what it holds is damaged, answers how, and is closed. */
    private RuntimeException tryOpen(Content content) throws IOException {
        try {
            var newest = MvChunks.newest(fileName);
            requireLast(newest);
            openStore();
            durableVersion = newest == null ? 0 : newest.version();
            if (store.getCurrentVersion() < durableVersion) {
                // the power failed when the commit was on the disk and the head of the file, by which MVStore finds it,
                // was not
                abandon();
                store = open(builder().recoveryMode());
            }
            requireSound();
            Formats.requireKnown("the " + faults.name(), format(), knownFormat);
            content.verify(this);
            return null;
        } catch (RuntimeException e) {
            abandon();
            return faults.damage(e);
        }
    }

    private void requireLast(MvChunks.Found newest) throws IOException {
        long closedAt = MvChunks.closedAt(fileName);
        long last = newest == null ? 0 : newest.version();
        if (closedAt > last) {
            throw new IllegalArgumentException(
                    "it was closed after commit " + closedAt + ", but the last one that is there is " + last);
        }
        if (newest != null && !MvChunks.isSound(fileName, newest)) {
            throw new IllegalArgumentException("commit " + last + " does not match its checksum");
        }
    }

    private void requireSound() throws IOException {
        if (store.getCurrentVersion() != durableVersion) {
            throw new IllegalArgumentException("it is readable up to commit " + store.getCurrentVersion()
                    + " only, but commit " + durableVersion + " was made");
        }
        for (var entry : store.getFileStore().getLayoutMap().entrySet()) {
            var commit = entry.getKey().startsWith(LAYOUT_CHUNK) ? MvChunks.live(entry.getValue()) : null;
            if (commit != null && !MvChunks.isSound(fileName, commit)) {
                throw new IllegalArgumentException("commit " + commit.version() + " does not match its checksum");
            }
        }
    }

    private void openStore() {
        store = open(builder());
    }

    private MVStore.Builder builder() {
        return new MVStore.Builder()
                .fileName(ChecksummedPath.of(fileName))
                .autoCommitDisabled()
                // a commit of MVStore's own, before all changes are made, would be one that nothing forced to disk
                .autoCommitBufferSize(0)
                .keysPerPage(ENTRIES_PER_PAGE)
                .cacheSize(CACHE_MB)
                .cacheConcurrency(1);
    }

    private MVStore open(MVStore.Builder builder) {
        var opened = (readOnly ? builder.readOnly() : builder).open();
        opened.setRetentionTime(RETENTION_MS);
        opened.setVersionsToKeep(0);
        return opened;
    }

    /** After a failed write: at the last commit that succeeded, whatever came of the failed one. */
    private void reopen() throws IOException {
        // or an empty file would be made in its stead
        requireInPlace();
        for (var newest = MvChunks.newest(fileName);
                newest != null && newest.version() > durableVersion;
                newest = MvChunks.newest(fileName)) {
            MvChunks.erase(fileName, newest);
        }
        var damage = tryOpen(file -> {});
        if (damage != null) {
            throw faults.corrupted(damage);
        }
    }

    /** The map of the given name with long keys; its writer must be one thread at a time. */
    MVMap<Long, byte[]> map(String name) throws IOException {
        if (store == null) {
            reopen();
        }
        return store.openMap(
                name,
                new MVMap.Builder<Long, byte[]>()
                        .keyType(LongDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE)
                        .singleWriter());
    }

    /** Whether a map of that name was ever asked for. */
    boolean hasMap(String name) {
        return store.hasMap(name);
    }

    /** The number of its format; 0 if it was written before there were any. */
    int format() {
        return store.getStoreVersion();
    }

    /** Bytes on the disk. */
    long size() {
        return FileUtils.size(fileName);
    }

    /** Whether the last {@link #commit} failed and the maps must be asked for again. */
    boolean isClosed() {
        return store == null || store.isClosed();
    }

    /**
     * Makes all changes durable.
     *
     * @throws MvFaults.DisplacedException if the file is no longer at its path
     * @throws IOException if they are not; the file is closed then, and what was committed before is intact
     */
    void commit() throws IOException {
        try {
            store.commit();
            store.sync();
            durableVersion = store.getCurrentVersion();
        } catch (MVStoreException e) {
            throw notWritten(e);
        }
        requireInPlace();
    }

    private IOException notWritten(MVStoreException e) {
        abandon();
        return faults.notWritten(e);
    }

    /** Forgets uncommitted changes after a failed write. */
    void abandon() {
        if (store != null) {
            store.closeImmediately();
            store = null;
        }
    }

    /** Closes it in order, if the disk lets it; what was committed is durable in any case. */
    @Override
    public void close() {
        if (store == null || store.isClosed()) {
            return;
        }
        try {
            if (!readOnly) {
                // so that the mark of an orderly end never reaches the disk before what it stands for
                store.commit();
                store.sync();
            }
            store.close(0);
            store = null;
        } catch (MVStoreException e) {
            LOG.log(Level.WARNING, "{0} could not be closed in order: {1}", faults.name(), e.getMessage());
            abandon();
        }
    }
}
