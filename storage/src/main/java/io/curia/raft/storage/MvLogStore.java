package io.curia.raft.storage;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStoreException;

/**
 * {@link LogStore} on MVStore: term, vote and members in a file of their own, the entries in files beside it
 * ({@link LogSegments}), as its snapshots are ({@link SnapshotFiles}).
 *
 * <p>A flush writes all that is noted and forces it to disk once, so all entries that arrived during one fsync share the
 * next. What is noted stays noted until an fsync has succeeded; a write that fails (a full disk) is repeated until it does.
 */
final class MvLogStore implements LogStore {
    static final String STATE_MAP = "state";
    static final long KEY_TERM = 1;
    static final long KEY_MEMBERS = 2;
    /** Index of the newest snapshot that this server has told others it has. */
    static final long KEY_SNAPSHOT = 3;
    /** Number of the newest file of entries, that its loss is noticed. */
    static final long KEY_SEGMENT = 4;

    private static final long RETRY_MS = 200;

    private final MvFile file;
    private final SnapshotFiles snapshots;
    private final LogSegments segments;
    private final Listener listener;
    private final MvFile.Write founded;

    private MVMap<Long, byte[]> state;
    private volatile Vote vote;
    private final NavigableMap<Long, byte[]> noted = new ConcurrentSkipListMap<>();
    private long deleteFrom = Long.MAX_VALUE;
    private long retainedFrom = Long.MAX_VALUE;
    private boolean failing;
    private boolean closed;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** @param founded called when the group's members are durable, before anything else is written; may be called again */
    MvLogStore(MvFile file, SnapshotFiles snapshots, LogSegments segments, Listener listener, MvFile.Write founded)
            throws IOException {
        this.file = file;
        this.snapshots = snapshots;
        this.segments = segments;
        this.listener = listener;
        this.founded = founded;
        openMaps();
        this.vote = readVote(state);
    }

    /** See {@link MvFile.Content}. */
    static void verify(MvFile file) throws IOException {
        for (var record : file.map(STATE_MAP).entrySet()) {
            StateRecord.unseal(record.getValue(), "record " + record.getKey());
        }
        LogUpgrade.verify(file);
    }

    /** The number of a file of entries that must be there, or newer ones; 0 if there need be none. */
    static long newestSegment(MvFile file) throws IOException {
        var record = file.map(STATE_MAP).get(KEY_SEGMENT);
        return record == null ? 0 : StateRecord.readNumber(record);
    }

    private void openMaps() throws IOException {
        state = file.map(STATE_MAP);
    }

    @Override
    public void found(UUID local, Collection<UUID> members) throws IOException {
        putState(KEY_MEMBERS, StateRecord.members(local, members));
        untilWritten(founded);
    }

    @Override
    public void vote(int term, UUID votedFor) throws IOException {
        putState(KEY_TERM, StateRecord.term(term, votedFor));
        vote = new Vote(term, votedFor);
    }

    private void putState(long key, byte[] value) throws IOException {
        untilWritten(() -> {
            state.put(key, value);
            file.commit();
        });
    }

    @Override
    public void append(long index, int term, EntryKind kind, byte[] payload) {
        noted.put(index, LogRecord.encode(index, term, kind, payload));
        listener.onAppend();
    }

    @Override
    public void truncateFrom(long index) {
        noted.tailMap(index, true).clear();
        deleteFrom = Math.min(deleteFrom, index);
    }

    @Override
    public void snapshot(SnapshotHead head, SnapshotContent content) throws IOException {
        try {
            snapshots.persist(head, content);
        } catch (IOException e) {
            listener.onSnapshotLost(e);
            throw e;
        }
        // one that others count on, for the log does not reach so far; of one that is written later the log has all
        if (snapshots.durableIndex() >= head.index()) {
            putState(KEY_SNAPSHOT, StateRecord.number(head.index()));
        }
    }

    @Override
    public void retainFrom(long index) {
        retainedFrom = index;
    }

    @Override
    public void flush() throws IOException {
        untilWritten(() -> {
            requireCovered();
            segments.write(noted, deleteFrom, this::keepNewest);
            removeCovered();
        });
        noted.clear();
        deleteFrom = Long.MAX_VALUE;
    }

    /**
     * Tries until it is on disk. Meanwhile this server acknowledges nothing, votes for nobody and, were it to lead, is
     * soon replaced by one whose disk works: the group's thread is the one that waits.
     */
    private void untilWritten(MvFile.Write write) throws IOException {
        for (var fault = tryTo(write); fault != null; fault = tryTo(write)) {
            failing = true;
            listener.onFlushFailed(fault);
            if (fault instanceof MvFaults.DisplacedException) {
                listener.onDisplaced(fault);
            }
            awaitNextTry(fault);
        }
        if (failing) {
            failing = false;
            listener.onFlushRecovered();
        }
    }

    /**
     * What kept it from being written; null if it is.
     *
     * @throws IOException if the log is closed: the files may be another's by now
     */
    private synchronized IOException tryTo(MvFile.Write write) throws IOException {
        if (closed) {
            throw new IOException("the log is closed");
        }
        try {
            reopenIfClosed();
            write.run();
            return null;
        } catch (IOException | MVStoreException e) {
            file.abandon();
            segments.abandon();
            return e instanceof IOException io ? io : new IOException("cannot write the log: " + e.getMessage(), e);
        }
    }

    private void awaitNextTry(IOException cause) throws IOException {
        try {
            if (closing.await(RETRY_MS, TimeUnit.MILLISECONDS)) {
                throw cause;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cause;
        }
    }

    @Override
    public void stopRetrying() {
        closing.countDown();
    }

    @Override
    public synchronized void removeCovered() throws IOException {
        if (!closed) {
            segments.removeUpTo(Math.min(snapshots.durableIndex(), retainedFrom - 1));
        }
    }

    private void keepNewest(long number) throws IOException {
        state.put(KEY_SEGMENT, StateRecord.number(number));
        file.commit();
    }

    /** Only a snapshot received from the leader lets Raft go on beyond the end of the log; it covers all before. */
    private void requireCovered() {
        long last = Math.min(segments.lastIndex(), deleteFrom - 1);
        if (last > 0 && !noted.isEmpty()) {
            long next = noted.firstKey();
            if (next > last + 1 && snapshots.durableIndex() < next - 1) {
                throw new IllegalStateException("entry " + next + " follows neither entry " + last + " nor a snapshot");
            }
        }
    }

    private void reopenIfClosed() throws IOException {
        if (file.isClosed()) {
            openMaps();
        }
    }

    @Override
    public byte[] payload(long index) {
        var record = noted.get(index);
        var entry = record == null ? segments.entry(index) : LogRecord.decode(index, record);
        if (entry == null) {
            throw new IllegalStateException("entry " + index + " is no longer in the log");
        }
        return entry.payload();
    }

    /** The kept state for a restart, as written. */
    List<UUID> memberIds() {
        var record = state.get(KEY_MEMBERS);
        return record == null ? List.of() : StateRecord.readMembers(record);
    }

    Vote vote() {
        return vote;
    }

    private static Vote readVote(MVMap<Long, byte[]> state) {
        var record = state.get(KEY_TERM);
        return record == null ? Vote.NONE : StateRecord.readVote(record);
    }

    /** Index of a snapshot that must be there, unless the log reaches so far; 0 if there is none. */
    long promisedSnapshot() {
        var record = state.get(KEY_SNAPSHOT);
        return record == null ? 0 : StateRecord.readNumber(record);
    }

    @Override
    public boolean isInPlace() {
        // of one that is closed, because the group was left, nothing need be there
        return closing.getCount() == 0 || file.isInPlace() && segments.isInPlace();
    }

    @Override
    public long firstIndex() {
        return segments.firstIndex();
    }

    @Override
    public long lastIndex() {
        return segments.lastIndex();
    }

    @Override
    public StoredEntry entry(long index) {
        return segments.entry(index);
    }

    @Override
    public SnapshotFiles snapshots() {
        return snapshots;
    }

    @Override
    public void close() {
        stopRetrying();
        snapshots.close();
        synchronized (this) {
            closed = true;
            segments.close();
            file.close();
        }
    }
}
