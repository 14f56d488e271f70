package io.curia.raft.storage;

import io.curia.fault.FaultyDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;

/** The files of one server's log without Raft: what Raft would do to them, a test does by hand. */
final class StorageRig implements AutoCloseable {
    static final GroupId GROUP = new GroupId("curia", 0, 7);
    static final UUID NODE_ID = new UUID(7, 7);
    /** So that a few flushes fill a file of the log. */
    static final long SEGMENT_BYTES = 40 << 10;

    static final List<UUID> MEMBERS = List.of(new UUID(0, 1), new UUID(0, 2), new UUID(0, 3));

    final RaftFiles files;
    final LogStore log;
    private final DataDirectory directory;
    private final AtomicReference<IOException> failure = new AtomicReference<>();

    /** Opens or founds the group; a write that fails is given up as soon as the disk has lost its power. */
    StorageRig(Path dir, FaultyDisk disk) throws IOException {
        directory = DataDirectory.open(dir, disk.scheme());
        var opened = new AtomicReference<LogStore>();
        RaftFiles made = null;
        try {
            made = new RaftFiles(directory, NODE_ID, SEGMENT_BYTES, id -> new LogStore.Listener() {
                @Override
                public void onFlushFailed(IOException cause) {
                    failure.set(cause);
                    if (!disk.isPowered()) {
                        opened.get().stopRetrying();
                    }
                }

                @Override
                public void onFlushRecovered() {
                    failure.set(null);
                }
            });
            opened.set(made.open(GROUP));
        } catch (RuntimeException e) {
            if (made == null) {
                directory.close();
            } else {
                closeOrRelease(made, directory);
            }
            throw e;
        }
        files = made;
        log = opened.get();
    }

    /** Why writes fail at present; null if they do not. */
    IOException failure() {
        return failure.get();
    }

    void found() throws IOException {
        log.found(MEMBERS.get(0), MEMBERS);
    }

    /** Keeps the member list of a commit index; its addresses tell it from that of another. */
    void persistMembers(long commitIndex) throws IOException {
        var members = MEMBERS.stream()
                .map(id -> new MetadataStore.Member(id, "127.0.0.1", (int) (1000 + commitIndex)))
                .toList();
        files.metadata().persistActiveMembers(new MetadataStore.ActiveMembers(commitIndex, members));
    }

    /** The commit index of the kept member list, 0 if there is none. */
    long membersIndex() throws IOException {
        var active = files.metadata().readActiveMembers();
        if (active.members().stream().anyMatch(m -> m.port() != 1000 + active.commitIndex())) {
            throw new IOException("the member list is not the one of index " + active);
        }
        return active.commitIndex();
    }

    void append(int term, long index, byte[] payload) {
        log.append(index, term, EntryKind.COMMAND, payload);
    }

    /** Keeps a snapshot that was captured here. */
    void capture(int term, long index, byte[] content) throws IOException {
        log.snapshot(head(term, index), new Content(content, null));
    }

    /** A snapshot that was fetched from another server, but for its name. */
    SnapshotFiles.Incoming fetch(long index, byte[] content) throws IOException {
        var file = log.snapshots().receive(index);
        try (var out = new SnapshotChunks.Writer(file::accept)) {
            out.write(content);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        file.force();
        return file;
    }

    /** Keeps a snapshot that was fetched from another server. */
    void receive(int term, long index, byte[] content) throws IOException {
        log.snapshot(head(term, index), new Content(content, fetch(index, content)));
    }

    private static SnapshotHead head(int term, long index) {
        return new SnapshotHead(term, index, 0, MEMBERS, true, new byte[] {1, 2, 3});
    }

    /** A state of some bytes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Content(byte[] bytes, SnapshotFiles.Incoming incoming) implements SnapshotContent {
        @Override
        public boolean isLocalCapture() {
            return incoming == null;
        }

        @Override
        public void writeChunks(SnapshotChunks.Sink sink) throws IOException {
            try (var out = new SnapshotChunks.Writer(sink)) {
                out.write(bytes);
            }
        }

        @Override
        public void supersede() {
            // nothing to give back
        }

        @Override
        public void storedAt(Stored place) {
            // nobody reads it again
        }
    }

    /** What a start finds of the group; null if it was never founded. */
    RaftFiles.Restored restore() {
        return files.restore(GROUP);
    }

    static List<StoredEntry> entries(RaftFiles.Restored restored) {
        return LongStream.rangeClosed(restored.from(), restored.log().lastIndex())
                .mapToObj(restored.log()::entry)
                .toList();
    }

    static byte[] content(RaftFiles.Restored restored) throws IOException {
        try (var in = SnapshotChunks.read(restored.snapshot().content().chunks())) {
            return in.readAllBytes();
        }
    }

    /** On a disk without power closing fails, but the lock on the directory goes, as with the end of a process. */
    @Override
    public void close() {
        closeOrRelease(files, directory);
    }

    private static void closeOrRelease(RaftFiles files, DataDirectory directory) {
        try {
            files.close();
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }
}
