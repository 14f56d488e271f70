package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import io.curia.raft.admission.HeapGuard;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.BooleanSupplier;

/** What a server's engine does by itself, at each half heartbeat. On the timer's thread. */
final class Housekeeping implements Runnable {
    private static final Logger LOG = System.getLogger(HazelcastRaftEngine.class.getName());

    private final Ground ground;
    private final RaftParts parts;
    private final HeapGuard heap;
    private final Runnable displaced;
    private final BooleanSupplier isClosed;

    /** @param displaced run when the data directory is not in its place any more */
    Housekeeping(Ground ground, RaftParts parts, HeapGuard heap, Runnable displaced, BooleanSupplier isClosed) {
        this.ground = ground;
        this.parts = parts;
        this.heap = heap;
        this.displaced = displaced;
        this.isClosed = isClosed;
    }

    @Override
    public void run() {
        try {
            if (!ground.files().isInPlace()) {
                displaced.run();
            }
            for (var node : parts.raft.getAllRaftNodes()) {
                var id = (RaftGroupId) node.getGroupId();
                parts.threads.submit(id, () -> lookAfter(id));
            }
            lookAfterOthers();
            if (ground.group().get() == null) {
                parts.founding.goOn(ground.group()::set);
            } else if (parts.node() != null) {
                parts.leaderWatch.tick(parts.leaderAddress());
            }
        } catch (RuntimeException e) {
            if (!isClosed.getAsBoolean()) {
                LOG.log(Level.WARNING, "Raft housekeeping failed and is tried again: {0}", e.toString());
            }
        }
    }

    private void lookAfterOthers() {
        parts.leaderCalls.look();
        parts.staleReads.observe();
        heap.look();
        parts.snapshotSender.dropIdle();
        parts.reception.tick();
        parts.reunion.tick();
        parts.membership.locate();
        parts.membership.announceAddress();
        parts.removal.look();
        if (parts.node() == null) {
            parts.logReceiver.tick();
        }
    }

    /** On the group's thread. */
    private void lookAfter(RaftGroupId id) {
        var node = parts.threads.node(id);
        if (node == null) {
            return;
        }
        parts.soloVoter.lookAfter(id, node);
        parts.elections.look(id, node);
        ground.files().giveSpaceBack(HazelcastPersistence.ours(id));
        if (id.equals(ground.group().get())) {
            lookAfterLog(id, node);
        }
    }

    private void lookAfterLog(RaftGroupId id, RaftNodeImpl node) {
        parts.leaseRounds.look(node);
        ground.leadership().refresh(Leadership.View.of(node, parts.leaseRounds.acknowledgedMs()));
        parts.statistics.note(node);
        parts.voters.look(node);
        parts.snapshotReceiver.dropPassed(node.state().commitIndex());
        parts.reception.observe(node);
        parts.logSender.signOfLife(id, node);
        parts.logReceiver.follow(node);
    }
}
