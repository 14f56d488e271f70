package io.curia.raft.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.cp.CPGroupId;
import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.RaftService;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.cp.internal.raft.impl.RaftRole;
import com.hazelcast.cp.internal.raft.impl.dto.AppendSuccessResponse;
import com.hazelcast.cp.internal.raft.impl.dto.InstallSnapshot;
import com.hazelcast.spi.impl.NodeEngineImpl;
import io.curia.fsm.HeapLimits;
import io.curia.fsm.ReplicatedState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What a follower does when the leader offers a snapshot: it fetches it in the background, and hands it to Raft when it
 * is here. Until then it answers each offer as it would a heartbeat, for that is what it is: it keeps the follower from
 * asking for an election and tells the leader that it is followed.
 */
final class SnapshotReceiver implements AutoCloseable {
    private static final Logger LOG = System.getLogger(SnapshotReceiver.class.getName());
    private static final long FIRST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int LONGEST_REST = 8;
    private static final long CLOSE_WAIT_SECONDS = 30;

    private final NodeEngineImpl engine;
    private final RaftService raft;
    private final HazelcastPersistence persistence;
    private final ReplicatedState state;
    private final HeapLimits limits;
    private final BooleanSupplier broken;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "curia-snapshot-fetch");
        thread.setDaemon(true);
        return thread;
    });
    private SnapshotTransfer transfer;
    private int failures;
    private long restUntil = System.nanoTime();

    /**
     * @param limits of this server's heap
     * @param broken whether the state has stopped and must not be replaced nor acknowledged
     */
    SnapshotReceiver(
            NodeEngineImpl engine,
            RaftService raft,
            HazelcastPersistence persistence,
            ReplicatedState state,
            HeapLimits limits,
            BooleanSupplier broken) {
        this.limits = limits;
        this.engine = engine;
        this.raft = raft;
        this.persistence = persistence;
        this.state = state;
        this.broken = broken;
    }

    /** On the group's thread. */
    void offered(CPGroupId groupId, RaftEndpoint target, InstallSnapshot offer, Address source) {
        // where the group is not known yet this makes it known; the offer comes again
        var node = (RaftNodeImpl) raft.getOrInitRaftNode(groupId);
        if (node == null || node.isTerminatedOrSteppedDown() || broken.getAsBoolean()) {
            return;
        }
        if (!target.equals(node.getLocalMember()) || !mustBeFetched(node, offer)) {
            raft.handleSnapshot(groupId, offer, target);
            return;
        }
        follow(node, offer);
        proceed(node, offer, source);
        var complete = transfer == null ? null : transfer.fetched();
        if (complete == null) {
            node.send(
                    new AppendSuccessResponse(
                            target, offer.term(), 0, offer.queryRound(), offer.flowControlSequenceNumber()),
                    offer.leader());
            return;
        }
        transfer = null;
        failures = 0;
        LOG.log(Level.INFO, "the snapshot at {0} was fetched from {1}", complete.index(), source);
        raft.handleSnapshot(
                groupId,
                new InstallSnapshot(
                        offer.leader(), offer.term(), complete, offer.queryRound(), offer.flowControlSequenceNumber()),
                target);
    }

    /** Stale offers, and those of groups without a state of ours, Raft answers without looking into them. */
    private static boolean mustBeFetched(RaftNodeImpl node, InstallSnapshot offer) {
        return SnapshotEntries.fsmSnapshot(offer.snapshot()) != null
                && offer.term() >= node.state().term()
                && offer.snapshot().index() > node.state().commitIndex();
    }

    /** As with every message of a leader (Raft §5.1, §5.2). */
    private static void follow(RaftNodeImpl node, InstallSnapshot offer) {
        if (offer.term() > node.state().term() || node.state().role() != RaftRole.FOLLOWER) {
            node.toFollower(offer.term());
        }
        if (!offer.leader().equals(node.state().leader())) {
            node.leader(offer.leader());
        }
        node.updateLastAppendEntriesTimestamp();
    }

    /**
     * Starts a transfer unless one is under way that can still be used: the leader keeps its log from the snapshot on that
     * it is asked for, so an older one is as good as the newest.
     */
    private void proceed(RaftNodeImpl node, InstallSnapshot offer, Address source) {
        if (transfer != null
                && transfer.source().equals(source)
                && !transfer.hasFailed()
                && transfer.index() > node.state().commitIndex()) {
            return;
        }
        drop();
        if (System.nanoTime() - restUntil < 0) {
            return;
        }
        var groupId = (RaftGroupId) node.getGroupId();
        LOG.log(
                Level.INFO,
                "fetching the snapshot at {0} from {1}",
                offer.snapshot().index(),
                source);
        transfer = new SnapshotTransfer(
                engine,
                groupId,
                node.getLocalMember(),
                source,
                offer.snapshot(),
                persistence.log(groupId).snapshots(),
                state,
                limits);
        worker.execute(transfer::run);
    }

    private void drop() {
        if (transfer == null) {
            return;
        }
        if (transfer.hasFailed()) {
            restUntil = System.nanoTime() + (FIRST_REST_NANOS << Math.min(failures, LONGEST_REST));
            failures++;
        }
        transfer.cancel();
        transfer = null;
    }

    /** Drops what is not needed any more since the log brought this server further; on the group's thread. */
    void dropPassed(long commitIndex) {
        if (transfer != null && transfer.index() <= commitIndex) {
            drop();
        }
    }

    /** Once the group's thread has ended. */
    @Override
    public void close() {
        drop();
        worker.shutdownNow();
        try {
            if (!worker.awaitTermination(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "the snapshot that is being fetched did not end; its file will be dropped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
