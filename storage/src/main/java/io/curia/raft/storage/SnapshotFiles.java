package io.curia.raft.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStoreException;

/**
 * The snapshots of one Raft group, each an MVStore file of its own that gets its name when it is whole. Two are kept.
 *
 * <p>A snapshot captured here is written by a background thread, for until then the log it stands for is still whole;
 * when several wait only the newest is written. One fetched from another server replaces the log; {@link #persist} gives
 * its file the name.
 */
public final class SnapshotFiles implements AutoCloseable {
    private static final Logger LOG = System.getLogger(SnapshotFiles.class.getName());
    private static final String PREFIX = "snapshot-";
    private static final String SUFFIX = ".mv";
    private static final int KEPT = 2;
    private static final long KEY_META = -1;
    private static final int CHUNKS_PER_COMMIT = 16;
    /** The writer rests this many times as long as the last snapshot took, so it takes a fifth of the disk at most. */
    private static final int REST_FACTOR = 4;

    private record Waiting(SnapshotHead head, SnapshotContent content) {}

    private final Path directory;
    private final String scheme;
    private final String group;
    private final ExecutorService writer;
    private final AtomicReference<Waiting> waiting = new AtomicReference<>();
    private volatile long durableIndex;
    private volatile boolean closed;
    private long restUntilNanos = System.nanoTime();

    SnapshotFiles(Path directory, String scheme, String group) {
        this.directory = directory;
        this.scheme = scheme;
        this.group = group;
        this.writer = Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "curia-snapshot-" + group);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Whether a file holds a snapshot that is whole; nobody writes to it any more. */
    static boolean isSnapshot(Path file) {
        var name = file.getFileName().toString();
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    /** Index of the newest snapshot that is durable; 0 if there is none. Any thread. */
    public long durableIndex() {
        return durableIndex;
    }

    /**
     * A snapshot on the disk, not yet checked.
     *
     * @param bytes of its file
     */
    public record Named(long index, long bytes) {}

    /** Those that have their names, from the oldest on. */
    public List<Named> named() throws IOException {
        var found = new ArrayList<Named>();
        for (long index : indexes()) {
            found.add(new Named(index, Files.size(path(index))));
        }
        return found;
    }

    /** Index of the newest snapshot that has its name, not yet checked; 0 if there is none. */
    long newestIndex() throws IOException {
        var indexes = indexes();
        return indexes.isEmpty() ? 0 : indexes.get(indexes.size() - 1);
    }

    /** When that was written, milliseconds since 1970; 0 if there is none. */
    long newestMs() throws IOException {
        var newest = newestIndex();
        return newest == 0 ? 0 : Files.getLastModifiedTime(path(newest)).toMillis();
    }

    /** Keeps a snapshot; see the class about when it is durable. */
    void persist(SnapshotHead head, SnapshotContent content) throws IOException {
        if (content != null && content.incoming() != null) {
            content.incoming().finish(head, content);
            return;
        }
        if (content == null || !content.isLocalCapture()) {
            write(head, content);
            return;
        }
        var before = waiting.getAndSet(new Waiting(head, content));
        if (before != null) {
            before.content.supersede();
        } else {
            try {
                writer.execute(this::writeWaiting);
            } catch (RejectedExecutionException e) {
                if (!closed) {
                    throw e;
                }
            }
        }
    }

    private void writeWaiting() {
        rest();
        var next = waiting.getAndSet(null);
        if (next == null || closed || next.head.index() <= durableIndex) {
            return;
        }
        var started = System.nanoTime();
        try {
            write(next.head, next.content);
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "snapshot of {0} at {1} could not be written; the log is kept until the next one is: {2}",
                    group,
                    next.head.index(),
                    e.toString());
        }
        restUntilNanos = System.nanoTime() + REST_FACTOR * (System.nanoTime() - started);
    }

    private void rest() {
        var nanos = restUntilNanos - System.nanoTime();
        if (nanos > 0 && !closed) {
            try {
                TimeUnit.NANOSECONDS.sleep(nanos);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void write(SnapshotHead head, SnapshotContent content) throws IOException {
        try (var file = new Incoming(head.index())) {
            if (content != null) {
                content.writeChunks(file::accept);
            }
            file.finish(head, content);
        }
    }

    /**
     * Starts the file of a snapshot that comes from another server.
     *
     * @throws IOException if the disk refuses
     */
    public Incoming receive(long index) throws IOException {
        return new Incoming(index);
    }

    /** A snapshot's file while it is written; closing it before it is finished drops it. One thread at a time. */
    public final class Incoming implements AutoCloseable {
        private final long index;
        private final MvFile file;
        private final MVMap<Long, byte[]> map;
        private long count;

        private Incoming(long index) throws IOException {
            this.index = index;
            file = MvFile.create(scheme, path(index), what(index), Formats.SNAPSHOT);
            map = file.map("chunks");
        }

        /** Takes the next chunk. */
        public void accept(byte[] chunk) throws IOException {
            writing(() -> {
                map.append(count++, chunk);
                if (count % CHUNKS_PER_COMMIT == 0) {
                    file.commit();
                }
            });
        }

        /** Makes durable what it has, so that little is left to do when it is finished. */
        public void force() throws IOException {
            writing(file::commit);
        }

        /** Closes it with what Raft knows of the snapshot and gives it its name; durable when this returns. */
        void finish(SnapshotHead head, SnapshotContent content) throws IOException {
            writing(() -> {
                map.put(KEY_META, new SnapshotHead.Closing(head, count).encode());
                file.commit();
                file.publish(path(index));
            });
            if (content != null) {
                content.storedAt(() -> chunks(index));
            }
            published(index);
        }

        private void writing(MvFile.Write write) throws IOException {
            try {
                write.run();
            } catch (MVStoreException e) {
                throw new IOException("cannot write " + what(index) + ": " + e.getMessage(), e);
            }
        }

        /** Drops it, unless it is finished. */
        @Override
        public void close() throws IOException {
            file.discard();
        }
    }

    /** Writer and group come here, each with a file of its own. */
    private synchronized void published(long index) throws IOException {
        durableIndex = Math.max(durableIndex, index);
        deleteOld();
    }

    private String what(long index) {
        return "snapshot " + index + " of " + group;
    }

    private void deleteOld() throws IOException {
        var indexes = indexes();
        for (var i = 0; i < indexes.size() - KEPT; i++) {
            Files.deleteIfExists(path(indexes.get(i)));
        }
    }

    private Path path(long index) {
        return directory.resolve(PREFIX + index + SUFFIX);
    }

    private List<Long> indexes() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(SnapshotFiles::isSnapshot)
                    .map(p -> p.getFileName().toString())
                    .map(n -> Long.parseLong(n.substring(PREFIX.length(), n.length() - SUFFIX.length())))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Reads the newest snapshot and checks all of it; unfinished ones are deleted.
     *
     * @return null if there is none
     * @throws StorageCorruptedException if it is damaged
     */
    StoredSnapshot load() throws IOException {
        deleteUnfinished();
        var indexes = indexes();
        if (indexes.isEmpty()) {
            return null;
        }
        long index = indexes.get(indexes.size() - 1);
        var snapshot = load(index);
        durableIndex = index;
        return snapshot;
    }

    private void deleteUnfinished() throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.filter(MvFile::isUnfinished).toList()) {
                Files.delete(file);
            }
        }
    }

    private StoredSnapshot load(long index) throws IOException {
        var file = MvFile.openReadOnly(scheme, path(index), what(index), Formats.SNAPSHOT);
        try (file) {
            var map = file.map("chunks");
            var meta = map.get(KEY_META);
            if (meta == null) {
                throw new IOException("its closing record is missing");
            }
            var closing = SnapshotHead.Closing.decode(meta, index);
            var chunks = map.cursor(0L);
            long bytes = 0;
            for (long i = 0; i < closing.chunkCount(); i++) {
                if (!chunks.hasNext() || chunks.next() != i) {
                    throw new IOException("chunk " + i + " of " + closing.chunkCount() + " is missing");
                }
                SnapshotChunks.verify(chunks.getValue());
                bytes += SnapshotChunks.rawLength(chunks.getValue());
            }
            return new StoredSnapshot(closing.head(), () -> chunks(index), bytes);
        } catch (IOException | IllegalArgumentException | MVStoreException e) {
            throw new StorageCorruptedException(
                    "damaged: " + what(index) + " (" + path(index) + "): " + e.getMessage(), e);
        }
    }

    private SnapshotChunks.Source chunks(long index) throws IOException {
        var file = MvFile.openReadOnly(scheme, path(index), what(index), Formats.SNAPSHOT);
        return new StoredChunks(file, file.map("chunks"));
    }

    private static final class StoredChunks implements SnapshotChunks.Source {
        private final MvFile file;
        private final Cursor<Long, byte[]> chunks;

        StoredChunks(MvFile file, MVMap<Long, byte[]> map) {
            this.file = file;
            this.chunks = map.cursor(0L);
        }

        @Override
        public byte[] next() {
            return chunks.hasNext() && chunks.next() >= 0 ? chunks.getValue() : null;
        }

        @Override
        public void close() {
            file.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        writer.shutdownNow();
        try {
            if (!writer.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "the snapshot writer of {0} did not end; its file will be dropped", group);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** For callers that cannot throw checked exceptions. */
    StoredSnapshot loadUnchecked() {
        try {
            return load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
