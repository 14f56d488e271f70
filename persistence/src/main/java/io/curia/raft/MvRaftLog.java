package io.curia.raft;

import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.log.LogEntry;
import com.hazelcast.cp.internal.raft.impl.log.SnapshotEntry;
import com.hazelcast.cp.internal.raft.impl.persistence.RaftStateStore;
import com.hazelcast.internal.serialization.InternalSerializationService;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStoreException;

/**
 * Log, term and vote of one Raft group: term, vote and members in a file of their own, the entries in files beside it
 * ({@link LogSegments}), as its snapshots are ({@link SnapshotFiles}).
 *
 * <p>{@link #persistEntry} and {@link #deleteEntriesFrom} only note what is to be written; {@link #flushLogs} writes all
 * of it and forces it to disk once, so all entries that arrived during one fsync share the next. What is noted stays
 * noted until an fsync has succeeded; a write that fails (a full disk) is repeated until it does. Called by the group's
 * thread only, but for {@link #payload} and {@link #stopRetrying}.
 */
final class MvRaftLog implements RaftStateStore {
    static final String STATE_MAP = "state";
    static final long KEY_TERM = 1;
    static final long KEY_MEMBERS = 2;
    /** Index of the newest snapshot that this server has told others it has. */
    static final long KEY_SNAPSHOT = 3;
    /** Number of the newest file of entries, that its loss is noticed. */
    static final long KEY_SEGMENT = 4;

    /** A start holds all entries since the last snapshot; commands of more bytes than this are not in memory meanwhile. */
    private static final int READ_AT_ONCE = 256;

    private static final long RETRY_MS = 200;

    /** Told about appends and about whether the disk takes writes. */
    interface Listener {
        Listener NONE = new Listener() {};

        /** An entry was noted; a flush is due. On the group's thread. */
        default void onAppend() {}

        /** A flush failed; on the group's thread. */
        default void onFlushFailed(IOException cause) {}

        /** The file is no longer at its path, and no write succeeds any more: this server must stop. On the group's thread. */
        default void onDisplaced(IOException cause) {}

        /** A flush succeeded after failed ones; on the group's thread. */
        default void onFlushRecovered() {}

        /** A snapshot could not be kept that Raft counts on already: this server must stop. On the group's thread. */
        default void onSnapshotLost(IOException cause) {}
    }

    private final MvFile file;
    private final SnapshotFiles snapshots;
    private final Supplier<InternalSerializationService> serialization;
    private final LogSegments segments;
    private final Listener listener;
    private final MvFile.Write founded;

    private MVMap<Long, byte[]> state;
    private final NavigableMap<Long, byte[]> noted = new ConcurrentSkipListMap<>();
    private long deleteFrom = Long.MAX_VALUE;
    private long retainedFrom = Long.MAX_VALUE;
    private boolean failing;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** @param founded called when the group's members are durable, before anything else is written; may be called again */
    MvRaftLog(
            MvFile file,
            SnapshotFiles snapshots,
            Supplier<InternalSerializationService> serialization,
            LogSegments segments,
            Listener listener,
            MvFile.Write founded)
            throws IOException {
        this.file = file;
        this.snapshots = snapshots;
        this.serialization = serialization;
        this.segments = segments;
        this.listener = listener;
        this.founded = founded;
        openMaps();
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
    public void open() {
        // opened by its constructor, before the group's state was read
    }

    @Override
    public void persistInitialMembers(RaftEndpoint localMember, Collection<RaftEndpoint> initialMembers)
            throws IOException {
        putState(KEY_MEMBERS, StateRecord.members(localMember, initialMembers));
        untilWritten(founded);
    }

    @Override
    public void persistTerm(int term, RaftEndpoint votedFor) throws IOException {
        putState(KEY_TERM, StateRecord.term(term, votedFor == null ? null : votedFor.getUuid()));
    }

    private void putState(long key, byte[] value) throws IOException {
        untilWritten(() -> {
            state.put(key, value);
            file.commit();
        });
    }

    @Override
    public void persistEntry(LogEntry entry) {
        noted.put(entry.index(), LogRecord.encode(entry, serialization.get()));
        if (entry.operation() instanceof FsmOp op) {
            op.keptBy(this, entry.index());
        }
        listener.onAppend();
    }

    @Override
    public void deleteEntriesFrom(long startIndexInclusive) {
        noted.tailMap(startIndexInclusive, true).clear();
        deleteFrom = Math.min(deleteFrom, startIndexInclusive);
    }

    @Override
    public void persistSnapshot(SnapshotEntry entry) throws IOException {
        try {
            snapshots.persist(entry);
        } catch (IOException e) {
            listener.onSnapshotLost(e);
            throw e;
        }
        // one that others count on, for the log does not reach so far; of one that is written later the log has all
        if (snapshots.durableIndex() >= entry.index()) {
            putState(KEY_SNAPSHOT, StateRecord.number(entry.index()));
        }
    }

    /** Entries from this index on stay, whatever snapshots there are; {@link Long#MAX_VALUE} when there is no reason. */
    void retainFrom(long index) {
        retainedFrom = index;
    }

    @Override
    public void flushLogs() throws IOException {
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
        while (true) {
            try {
                reopenIfClosed();
                write.run();
                break;
            } catch (IOException | MVStoreException e) {
                file.abandon();
                segments.abandon();
                var cause = e instanceof IOException io
                        ? io
                        : new IOException("cannot write the log: " + e.getMessage(), e);
                failing = true;
                listener.onFlushFailed(cause);
                if (cause instanceof MvFile.DisplacedException) {
                    listener.onDisplaced(cause);
                }
                awaitNextTry(cause);
            }
        }
        if (failing) {
            failing = false;
            listener.onFlushRecovered();
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

    /** Ends a wait for the disk, so that the server can stop. */
    void stopRetrying() {
        closing.countDown();
    }

    /** Gives back the space of entries behind the newest durable snapshot, but for those a slow follower may still be sent. */
    void removeCovered() throws IOException {
        segments.removeUpTo(Math.min(snapshots.durableIndex(), retainedFrom - 1));
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

    /**
     * The payload of a kept entry; any thread.
     *
     * @throws IllegalStateException if the entry is not kept any more
     */
    byte[] payload(long index) {
        var record = noted.get(index);
        if (record == null) {
            record = segments.record(index);
        }
        if (record == null) {
            throw new IllegalStateException("entry " + index + " is no longer in the log");
        }
        return LogRecord.payload(index, record);
    }

    /** The kept state for a restart, as written. */
    List<UUID> memberIds() {
        var record = state.get(KEY_MEMBERS);
        return record == null ? List.of() : StateRecord.readMembers(record);
    }

    StateRecord.Vote vote() {
        var record = state.get(KEY_TERM);
        return record == null ? new StateRecord.Vote(0, null) : StateRecord.readVote(record);
    }

    /** Index of a snapshot that must be there, unless the log reaches so far; 0 if there is none. */
    long promisedSnapshot() {
        var record = state.get(KEY_SNAPSHOT);
        return record == null ? 0 : StateRecord.readNumber(record);
    }

    /** See {@link MvFile#isInPlace}. */
    boolean isInPlace() {
        return file.isInPlace() && segments.isInPlace();
    }

    /** Indexes of the first and last kept entry; 0 and 0 when there is none. */
    long firstIndex() {
        return segments.firstIndex();
    }

    long lastIndex() {
        return segments.lastIndex();
    }

    /** Reads one kept entry, checked; null if it is not kept. What is long is read again when it is needed. */
    LogEntry entry(long index) {
        var record = segments.record(index);
        if (record == null) {
            return null;
        }
        int term = LogRecord.termOfLongCommand(index, record, READ_AT_ONCE);
        if (term >= 0) {
            return new LogEntry(term, index, new FsmOp(this, index));
        }
        var entry = LogRecord.decode(index, record, serialization.get());
        if (entry.operation() instanceof FsmOp op) {
            op.keptBy(this, index);
        }
        return entry;
    }

    SnapshotFiles snapshots() {
        return snapshots;
    }

    @Override
    public void close() {
        stopRetrying();
        snapshots.close();
        segments.close();
        file.close();
    }
}
