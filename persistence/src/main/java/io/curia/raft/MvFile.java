package io.curia.raft;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
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
 */
final class MvFile implements AutoCloseable {
    private static final Logger LOG = System.getLogger(MvFile.class.getName());
    /** Freed space is not written over for this long, so the version before the newest stays readable. */
    private static final int RETENTION_MS = 5_000;

    private static final int CACHE_MB = 4;

    private final String fileName;
    private final String what;
    private final boolean readOnly;
    private MVStore store;

    private MvFile(String fileName, String what, boolean readOnly) {
        this.fileName = fileName;
        this.what = what;
        this.readOnly = readOnly;
    }

    /**
     * Opens or creates the file.
     *
     * @param what names its content in messages, for example {@code "log of group curia"}
     * @throws StorageCorruptedException if it cannot be read, or a commit newer than the one that can be read is there
     * @throws IOException if the disk refuses
     */
    static MvFile open(String scheme, Path path, String what) throws IOException {
        var file = new MvFile(scheme + path, what, false);
        file.reopen();
        return file;
    }

    /** Opens a file that nobody writes any more; several may read it at once. */
    static MvFile openReadOnly(String scheme, Path path, String what) throws IOException {
        var file = new MvFile(scheme + path, what, true);
        file.reopen();
        return file;
    }

    private void reopen() throws IOException {
        try {
            var builder = new MVStore.Builder()
                    .fileName(fileName)
                    .autoCommitDisabled()
                    .cacheSize(CACHE_MB);
            store = (readOnly ? builder.readOnly() : builder).open();
            store.setRetentionTime(RETENTION_MS);
            store.setVersionsToKeep(0);
        } catch (MVStoreException e) {
            throw translate("open", e);
        }
        var opened = store.getCurrentVersion();
        var newest = MvChunks.newestCompleteVersion(fileName);
        if (newest > opened) {
            store.closeImmediately();
            throw new StorageCorruptedException(
                    "damaged in the middle: " + what + " (" + fileName + ") is readable up to commit " + opened
                            + " but holds the later commit " + newest,
                    null);
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

    /** Whether the last {@link #commit} failed and the maps must be asked for again. */
    boolean isClosed() {
        return store == null || store.isClosed();
    }

    /**
     * Makes all changes durable.
     *
     * @throws IOException if they are not; the file is closed then, and what was committed before is intact
     */
    void commit() throws IOException {
        try {
            store.commit();
            store.sync();
        } catch (MVStoreException e) {
            abandon();
            throw translate("write", e);
        }
    }

    /** Forgets uncommitted changes after a failed write. */
    void abandon() {
        if (store != null) {
            store.closeImmediately();
            store = null;
        }
    }

    /**
     * Takes back the newest commit if it may be a torn one: the file was not closed in order, so the last commit's fsync
     * may never have finished and nobody was told of it. The file is open at the commit before afterwards.
     *
     * @return false if the file was closed in order, or there is nothing before
     */
    boolean dropTornCommit(boolean wasCleanlyClosed) throws IOException {
        if (wasCleanlyClosed) {
            return false;
        }
        abandon();
        if (!MvChunks.eraseNewest(fileName)) {
            return false;
        }
        LOG.log(
                Level.WARNING,
                "the last, unfinished commit of {0} ({1}) was torn and is taken back; nothing in it was acknowledged",
                what,
                fileName);
        reopen();
        return true;
    }

    /** Whether the file says that it was closed in order; ask before opening it. */
    static boolean isCleanlyClosed(String scheme, Path path) throws IOException {
        var name = scheme + path;
        if (!FileUtils.exists(name)) {
            return true;
        }
        try (var channel = FileUtils.open(name, "r")) {
            var block = ByteBuffer.allocate(MvChunks.BLOCK);
            channel.read(block, 0);
            return new String(block.array(), java.nio.charset.StandardCharsets.ISO_8859_1).contains(",clean:1");
        }
    }

    private IOException translate(String verb, MVStoreException e) throws IOException {
        if (e.getErrorCode() == org.h2.mvstore.DataUtils.ERROR_FILE_LOCKED) {
            throw new IllegalStateException("another server uses " + fileName, e);
        }
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof IOException io && !"open".equals(verb)) {
                return new IOException("cannot " + verb + " the " + what + ": " + io.getMessage(), io);
            }
        }
        if (e.getErrorCode() == org.h2.mvstore.DataUtils.ERROR_FILE_CORRUPT || "open".equals(verb)) {
            throw new StorageCorruptedException("damaged: " + what + " (" + fileName + "): " + e.getMessage(), e);
        }
        return new IOException("cannot " + verb + " the " + what + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        if (store != null && !store.isClosed()) {
            store.close(0);
        }
        store = null;
    }
}
