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
 * Log, term and vote of one Raft group in one MVStore file; its snapshots in files beside it ({@link SnapshotFiles}).
 *
 * <p>{@link #persistEntry} and {@link #deleteEntriesFrom} only note what is to be written; {@link #flushLogs} writes all
 * of it and forces it to disk once, so all entries that arrived during one fsync share the next. What is noted stays
 * noted until an fsync has succeeded; a write that fails (a full disk) is repeated until it does. Called by the group's
 * thread only, but for {@link #payload} and {@link #stopRetrying}.
 */
final class MvRaftLog implements RaftStateStore {
    static final String LOG_MAP = "log";
    static final String STATE_MAP = "state";
    static final long KEY_TERM = 1;
    static final long KEY_MEMBERS = 2;
    /** Index of the newest snapshot that this server has told others it has. */
    static final long KEY_SNAPSHOT = 3;
    /** Old entries removed in one flush at most: removal must not make a write wait. */
    private static final int TRIM_PER_FLUSH = 256;

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
    private final int trailingEntries;
    private final Listener listener;
    private final MvFile.Write founded;

    private MVMap<Long, byte[]> log;
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
            int trailingEntries,
            Listener listener,
            MvFile.Write founded)
            throws IOException {
        this.file = file;
        this.snapshots = snapshots;
        this.serialization = serialization;
        this.trailingEntries = trailingEntries;
        this.listener = listener;
        this.founded = founded;
        openMaps();
    }

    /** See {@link MvFile.Content}. */
    static void verify(MvFile file) throws IOException {
        for (var record : file.map(STATE_MAP).entrySet()) {
            StateRecord.unseal(record.getValue(), "record " + record.getKey());
        }
        var log = file.map(LOG_MAP);
        long previous = 0;
        for (long index : log.keyList()) {
            if (previous != 0 && index != previous + 1) {
                throw new IllegalArgumentException("entries " + (previous + 1) + " to " + (index - 1) + " are missing");
            }
            previous = index;
            // looked up, not walked past: the way to an entry can be damaged as well
            var record = log.get(index);
            if (record == null) {
                throw new IllegalArgumentException("entry " + index + " cannot be found");
            }
            LogRecord.payload(index, record);
        }
    }

    private void openMaps() throws IOException {
        log = file.map(LOG_MAP);
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
            putState(KEY_SNAPSHOT, StateRecord.index(entry.index()));
        }
    }

    /** Entries from this index on stay, whatever snapshots there are; {@link Long#MAX_VALUE} when there is no reason. */
    void retainFrom(long index) {
        retainedFrom = index;
    }

    @Override
    public void flushLogs() throws IOException {
        untilWritten(() -> {
            writeNoted();
            trim();
            file.commit();
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

    private void writeNoted() {
        if (deleteFrom != Long.MAX_VALUE) {
            for (Long last = log.lastKey(); last != null && last >= deleteFrom; last = log.lastKey()) {
                log.remove(last);
            }
        }
        var last = log.lastKey();
        if (last != null && !noted.isEmpty() && noted.firstKey() > last + 1) {
            forgetCovered(noted.firstKey());
            last = null;
        }
        for (var e : noted.entrySet()) {
            if (last == null || e.getKey() > last) {
                log.append(e.getKey(), e.getValue());
                last = e.getKey();
            } else {
                log.put(e.getKey(), e.getValue());
            }
        }
    }

    /** Only a snapshot received from the leader lets Raft go on beyond the end of the log; it covers all before. */
    private void forgetCovered(long next) {
        if (snapshots.durableIndex() < next - 1) {
            throw new IllegalStateException(
                    "entry " + next + " follows neither entry " + log.lastKey() + " nor a snapshot");
        }
        log.clear();
    }

    /** Removes some entries behind the newest durable snapshot, but for those a slow follower may still be sent. */
    private void trim() {
        var upTo = Math.min(snapshots.durableIndex() - trailingEntries, retainedFrom - 1);
        for (var i = 0; i < TRIM_PER_FLUSH; i++) {
            var first = log.firstKey();
            if (first == null || first > upTo) {
                return;
            }
            log.remove(first);
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
            record = log.get(index);
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
        return record == null ? 0 : StateRecord.readIndex(record);
    }

    /** See {@link MvFile#isInPlace}. */
    boolean isInPlace() {
        return file.isInPlace();
    }

    /** Indexes of the first and last kept entry; 0 and 0 when there is none. */
    long firstIndex() {
        var key = log.firstKey();
        return key == null ? 0 : key;
    }

    long lastIndex() {
        var key = log.lastKey();
        return key == null ? 0 : key;
    }

    /** Reads one kept entry, checked; null if it is not kept. */
    LogEntry entry(long index) {
        var record = log.get(index);
        if (record == null) {
            return null;
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
        file.close();
    }
}
