package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.raft.SnapshotAwareService;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.cp.internal.raft.impl.log.SnapshotEntry;
import com.hazelcast.cp.internal.raftop.snapshot.RestoreSnapshotOp;
import com.hazelcast.spi.impl.NodeEngineImpl;
import io.curia.fsm.ReplicatedState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Takes the internal snapshots of our group and decides how much of the log stays behind them: a tail, for followers
 * that are a little late, and all since the snapshot that is on its way to a follower. Without the latter a follower
 * whose snapshot travels for longer than a few snapshots apply would never catch up. Raft's own rule, with its much
 * higher threshold, is what happens if this one fails.
 */
final class LogCompaction {
    private static final int RETAINED_THRESHOLDS = 32;
    private static final int RETAINED_ENTRIES = 1 << 19;

    private static final Logger LOG = System.getLogger(LogCompaction.class.getName());
    private static final int TRAILING_DIVISOR = 10;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long RETAINED_FILE_BYTES = 2L << 30;
    private static final int HEAP_DIVISOR = 16;

    private final NodeEngineImpl engine;
    private final GroupThread threads;
    private final Supplier<RaftGroupId> group;
    private final HazelcastPersistence persistence;
    private final ReplicatedState state;
    private final int threshold;
    private final long thresholdBytes;
    private final Map<RaftEndpoint, Retained> retained = new ConcurrentHashMap<>();

    /** {@link #fileBytes} after each of the last entries, at the place of its index. */
    private final long[] fileBytesAt;

    private boolean queued;
    private long snapshotIndex;
    private long snapshotFileBytes;
    private long snapshotFreedBytes;
    private long fileBytes;
    private long heapBytes;

    /** What is kept for one follower; the sums are of all entries up to it. */
    private static final class Retained {
        private final long from;
        private final long fileBytes;
        private final long heapBytes;
        private volatile long askedAt = System.nanoTime();
        private long matchIndex;

        Retained(long from, long fileBytes, long heapBytes) {
            this.from = from;
            this.fileBytes = fileBytes;
            this.heapBytes = heapBytes;
        }
    }

    /**
     * @param threshold so many applied entries lead to a snapshot
     * @param thresholdBytes or so many bytes of them, or so many bytes of heap that they freed: a start should not have to
     *     hold once more what was deleted
     */
    LogCompaction(
            NodeEngineImpl engine,
            GroupThread threads,
            Supplier<RaftGroupId> group,
            HazelcastPersistence persistence,
            ReplicatedState state,
            int threshold,
            long thresholdBytes) {
        this.engine = engine;
        this.threads = threads;
        this.group = group;
        this.persistence = persistence;
        this.state = state;
        this.fileBytesAt = new long[trailing(threshold) + 1];
        this.threshold = threshold;
        this.thresholdBytes = thresholdBytes;
    }

    static int trailing(int threshold) {
        return threshold / TRAILING_DIVISOR + 1;
    }

    /** So many entries at most are retained for a follower. */
    static int retained(int threshold) {
        return (int) Math.min((long) threshold * RETAINED_THRESHOLDS, RETAINED_ENTRIES);
    }

    /** An entry was applied; on the group's thread. */
    void applied(long index, int bytes) {
        fileBytes += bytes;
        fileBytesAt[(int) (index % fileBytesAt.length)] = fileBytes;
        heapBytes += bytes > FsmOp.LARGE ? 0 : bytes;
        if (!queued && isDue(index)) {
            queued = true;
            threads.submit(group.get(), this::compact);
        }
    }

    private boolean isDue(long index) {
        return index - snapshotIndex >= threshold
                || fileBytes - snapshotFileBytes >= thresholdBytes
                || this.state.freedBytes() - snapshotFreedBytes >= thresholdBytes;
    }

    /** A snapshot sets out to a follower, which will need the log from there; on the group's thread. */
    void retainFor(RaftEndpoint follower, long index) {
        retained.put(follower, new Retained(index, fileBytes, heapBytes));
    }

    /**
     * A server without a vote goes on from an entry; on the group's thread. Nobody waits for it as for the majority of those
     * that vote, so the log is kept for it, within the same bounds.
     */
    void follows(RaftEndpoint follower, long index) {
        var kept = retained.get(follower);
        if (kept == null || index >= kept.from) {
            retainFor(follower, index);
        }
    }

    /** The follower is still there; any thread. */
    void asked(RaftEndpoint follower) {
        var kept = retained.get(follower);
        if (kept != null) {
            kept.askedAt = System.nanoTime();
        }
    }

    private void compact() {
        queued = false;
        var node = threads.node(group.get());
        if (node != null) {
            snapshotIndex = node.state().log().snapshotIndex();
            if (isDue(node.state().commitIndex())) {
                takeSnapshot(node);
            }
        }
    }

    /**
     * Whether a follower that has the newest snapshot can go on from there however many come after it: for that its own
     * entry must be in the log, which it is not after a restart. If not, another snapshot is taken, where there can be
     * one. On the group's thread.
     */
    boolean canRetain(RaftNodeImpl node) {
        var log = node.state().log();
        return log.containsLogEntry(log.snapshotIndex()) || !takeSnapshot(node);
    }

    private boolean takeSnapshot(RaftNodeImpl node) {
        var state = node.state();
        var log = state.log();
        long commitIndex = state.commitIndex();
        if (node.isTerminatedOrSteppedDown()
                || commitIndex == log.snapshotIndex()
                || state.lastApplied() != commitIndex) {
            return false;
        }
        var members = state.committedGroupMembers();
        var snapshot = new SnapshotEntry(
                log.getLogEntry(commitIndex).term(),
                commitIndex,
                capture(commitIndex),
                members.index(),
                members.members());
        long keptFrom = keptFrom(node, commitIndex);
        // before what stays is cut off in memory, for large entries are read from the file
        persistence.log(group.get()).retainFrom(keptFrom);
        log.setSnapshot(snapshot, keptFrom - 1);
        snapshotIndex = commitIndex;
        snapshotFileBytes = fileBytes;
        snapshotFreedBytes = this.state.freedBytes();
        return true;
    }

    private List<Object> capture(long commitIndex) {
        var ops = new ArrayList<Object>();
        for (var info : engine.getServiceInfos(SnapshotAwareService.class)) {
            SnapshotAwareService<?> service = info.getService();
            var snapshot = service.takeSnapshot(group.get(), commitIndex);
            if (snapshot != null) {
                ops.add(new RestoreSnapshotOp(info.getName(), snapshot));
            }
        }
        return ops;
    }

    /** The first entry that stays; the one of the snapshot itself always does, a follower that has it goes on from there. */
    private long keptFrom(RaftNodeImpl node, long commitIndex) {
        long from = commitIndex - trailing(threshold) + 1;
        while (from < commitIndex && fileBytes - fileBytesAt(from) > thresholdBytes / TRAILING_DIVISOR) {
            from++;
        }
        long tail = from;
        retained.entrySet().removeIf(e -> !isWorthKeeping(node, e.getKey(), e.getValue(), commitIndex, tail));
        var log = node.state().log();
        for (var kept : retained.values()) {
            // without the snapshot's own entry, as after a restart, a follower cannot go on from it
            from = log.containsLogEntry(kept.from) ? Math.min(from, kept.from) : from;
        }
        return log.containsLogEntry(from) ? from : Math.min(commitIndex, log.snapshotIndex() + 1);
    }

    private long fileBytesAt(long index) {
        return fileBytesAt[(int) (Math.max(0, index) % fileBytesAt.length)];
    }

    private boolean isWorthKeeping(
            RaftNodeImpl node, RaftEndpoint follower, Retained kept, long commitIndex, long tail) {
        var leader = node.state().leaderState();
        if (leader != null && node.state().isKnownMember(follower)) {
            long matchIndex = leader.getFollowerState(follower).matchIndex();
            if (matchIndex >= tail) {
                return false;
            }
            if (matchIndex > kept.matchIndex) {
                kept.matchIndex = matchIndex;
                kept.askedAt = System.nanoTime();
            }
        }
        if (System.nanoTime() - kept.askedAt > IDLE_NANOS) {
            return false;
        }
        if (commitIndex - kept.from > retained(threshold)
                || heapBytes - kept.heapBytes > Runtime.getRuntime().maxMemory() / HEAP_DIVISOR
                || fileBytes - kept.fileBytes > RETAINED_FILE_BYTES) {
            LOG.log(
                    Level.WARNING,
                    "writes come faster than follower {0} is brought up; it will need another snapshot",
                    follower.getUuid());
            return false;
        }
        return true;
    }
}
