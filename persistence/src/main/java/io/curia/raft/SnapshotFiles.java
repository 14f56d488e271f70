package io.curia.raft;

import com.hazelcast.cp.internal.RaftEndpointImpl;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.log.SnapshotEntry;
import com.hazelcast.cp.internal.raftop.snapshot.RestoreSnapshotOp;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.HeapData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStoreException;

/**
 * The snapshots of one Raft group, each an MVStore file of its own that gets its name when it is whole. Two are kept.
 *
 * <p>A snapshot captured here is written by a background thread, for until then the log it stands for is still whole;
 * when several wait only the newest is written. One received from the leader replaces the log and is durable when {@link
 * #persist} returns.
 */
final class SnapshotFiles implements AutoCloseable {
    private static final Logger LOG = System.getLogger(SnapshotFiles.class.getName());
    private static final String PREFIX = "snapshot-";
    private static final String SUFFIX = ".mv";
    private static final int KEPT = 2;
    private static final long KEY_META = -1;
    private static final int CHUNKS_PER_COMMIT = 16;
    /** The writer rests this many times as long as the last snapshot took, so it takes a fifth of the disk at most. */
    private static final int REST_FACTOR = 4;

    private final Path directory;
    private final String scheme;
    private final String group;
    private final Supplier<InternalSerializationService> serialization;
    private final ExecutorService writer;
    private final AtomicReference<SnapshotEntry> waiting = new AtomicReference<>();
    private volatile long durableIndex;
    private volatile boolean closed;
    private long restUntilNanos = System.nanoTime();

    SnapshotFiles(Path directory, String scheme, String group, Supplier<InternalSerializationService> serialization) {
        this.directory = directory;
        this.scheme = scheme;
        this.group = group;
        this.serialization = serialization;
        this.writer = Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "curia-snapshot-" + group);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Index of the newest snapshot that is durable; 0 if there is none. Any thread. */
    long durableIndex() {
        return durableIndex;
    }

    /** Keeps a snapshot; see the class about when it is durable. */
    void persist(SnapshotEntry entry) throws IOException {
        var fsm = fsmSnapshot(entry);
        if (fsm == null || !fsm.isLocalCapture()) {
            write(entry);
            return;
        }
        if (waiting.getAndSet(entry) == null) {
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
        var entry = waiting.getAndSet(null);
        if (entry == null || closed || entry.index() <= durableIndex) {
            return;
        }
        var started = System.nanoTime();
        try {
            write(entry);
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "snapshot of {0} at {1} could not be written; the log is kept until the next one is: {2}",
                    group,
                    entry.index(),
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

    private synchronized void write(SnapshotEntry entry) throws IOException {
        var path = path(entry.index());
        var fsm = fsmSnapshot(entry);
        try (var file = MvFile.create(scheme, path, what(entry.index()))) {
            var map = file.map("chunks");
            var count = new long[1];
            if (fsm != null) {
                fsm.writeChunks(chunk -> {
                    map.append(count[0]++, chunk);
                    if (count[0] % CHUNKS_PER_COMMIT == 0) {
                        file.commit();
                    }
                });
            }
            map.put(KEY_META, meta(entry, count[0]));
            file.commit();
            file.publish(path);
        } catch (MVStoreException e) {
            throw new IOException("cannot write " + what(entry.index()) + ": " + e.getMessage(), e);
        }
        if (fsm != null) {
            fsm.storedAt(() -> chunks(entry.index()));
        }
        durableIndex = Math.max(durableIndex, entry.index());
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
            return files.map(p -> p.getFileName().toString())
                    .filter(n -> n.startsWith(PREFIX) && n.endsWith(SUFFIX))
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
    SnapshotEntry load() throws IOException {
        deleteUnfinished();
        var indexes = indexes();
        if (indexes.isEmpty()) {
            return null;
        }
        long index = indexes.get(indexes.size() - 1);
        var entry = load(index);
        durableIndex = index;
        return entry;
    }

    private void deleteUnfinished() throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.filter(MvFile::isUnfinished).toList()) {
                Files.delete(file);
            }
        }
    }

    private SnapshotEntry load(long index) throws IOException {
        var file = MvFile.openReadOnly(scheme, path(index), what(index));
        try (file) {
            var map = file.map("chunks");
            var meta = map.get(KEY_META);
            if (meta == null) {
                throw new IOException("its closing record is missing");
            }
            var entry = readMeta(index, StateRecord.unseal(meta, "its closing record"));
            for (long i = 0; i < entry.chunkCount; i++) {
                var chunk = map.get(i);
                if (chunk == null) {
                    throw new IOException("chunk " + i + " of " + entry.chunkCount + " is missing");
                }
                SnapshotChunks.verify(chunk);
            }
            return entry.entry;
        } catch (IOException | IllegalArgumentException | MVStoreException e) {
            throw new StorageCorruptedException(
                    "damaged: " + what(index) + " (" + path(index) + "): " + e.getMessage(), e);
        }
    }

    private SnapshotChunks.Source chunks(long index) throws IOException {
        var file = MvFile.openReadOnly(scheme, path(index), what(index));
        return new StoredChunks(file, file.map("chunks"));
    }

    private static final class StoredChunks implements SnapshotChunks.Source {
        private final MvFile file;
        private final MVMap<Long, byte[]> map;
        private long position;

        StoredChunks(MvFile file, MVMap<Long, byte[]> map) {
            this.file = file;
            this.map = map;
        }

        @Override
        public byte[] next() {
            return map.get(position++);
        }

        @Override
        public void close() {
            file.close();
        }
    }

    private record Loaded(SnapshotEntry entry, long chunkCount) {}

    private byte[] meta(SnapshotEntry entry, long chunkCount) {
        var others = new ArrayList<Object>();
        for (var op : (List<?>) entry.operation()) {
            if (!(((RestoreSnapshotOp) op).getSnapshot() instanceof FsmSnapshot)) {
                others.add(op);
            }
        }
        var otherBytes = serialization.get().toBytes(others);
        var fsm = fsmSnapshot(entry) != null;
        var buffer = ByteBuffer.allocate(
                4 + 8 + 8 + 8 + 4 + 16 * entry.groupMembers().size() + 1 + 4 + otherBytes.length + 4);
        buffer.putInt(entry.term()).putLong(entry.index()).putLong(chunkCount);
        buffer.putLong(entry.groupMembersLogIndex()).putInt(entry.groupMembers().size());
        for (var member : entry.groupMembers()) {
            buffer.putLong(member.getUuid().getMostSignificantBits());
            buffer.putLong(member.getUuid().getLeastSignificantBits());
        }
        buffer.put((byte) (fsm ? 1 : 0)).putInt(otherBytes.length).put(otherBytes);
        return StateRecord.seal(buffer.array());
    }

    private Loaded readMeta(long index, ByteBuffer buffer) {
        var term = buffer.getInt();
        if (buffer.getLong() != index) {
            throw new IllegalArgumentException("the file holds another snapshot");
        }
        var chunkCount = buffer.getLong();
        var membersIndex = buffer.getLong();
        var members = new LinkedHashSet<RaftEndpoint>();
        for (var n = buffer.getInt(); n > 0; n--) {
            members.add(new RaftEndpointImpl(new UUID(buffer.getLong(), buffer.getLong())));
        }
        var hasFsm = buffer.get() == 1;
        var otherBytes = new byte[buffer.getInt()];
        buffer.get(otherBytes);
        List<Object> ops = new ArrayList<>(serialization.get().<List<Object>>toObject(new HeapData(otherBytes)));
        if (hasFsm) {
            ops.add(new RestoreSnapshotOp(FsmService.NAME, new FsmSnapshot(() -> chunks(index))));
        }
        return new Loaded(new SnapshotEntry(term, index, ops, membersIndex, members), chunkCount);
    }

    private static FsmSnapshot fsmSnapshot(SnapshotEntry entry) {
        for (var op : (List<?>) entry.operation()) {
            if (((RestoreSnapshotOp) op).getSnapshot() instanceof FsmSnapshot fsm) {
                return fsm;
            }
        }
        return null;
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
    SnapshotEntry loadUnchecked() {
        try {
            return load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
