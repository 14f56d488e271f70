package io.curia.raft.admission;

import io.curia.fsm.HeapLimits;
import io.curia.fsm.ReplicatedState;
import io.curia.raft.api.GossipChannel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Refuses commands that add to a state for which the heap has no more room, before they are proposed: in the log they would
 * end every server with such a heap, and again at each start. Deletes always pass. All servers hold the same state, so each
 * of them measures its own, and holds it against the smallest heap of the cluster.
 *
 * <p>What counts is reckoned row by row ({@link ReplicatedState#heapBytes}), with what snapshots that are being written
 * still hold; it does not depend on a collector. Beside it, when the collector of any server of the cluster finds the heap
 * nearly full, for whatever reason, all growth is refused; servers tell each other of that. Thread-safe.
 */
public final class HeapGuard {
    private static final Logger LOG = System.getLogger(HeapGuard.class.getName());
    /** Once full, it stays so until there is this much less than would be allowed, so that it does not flutter. */
    private static final double AGAIN = 0.95;

    private static final long MB = 1 << 20;
    /** For so long another server counts as nearly full that has said so. */
    private static final long HEARD_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** At least so much time is between two collections that are asked for. */
    private static final long COLLECTION_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ReplicatedState state;
    private final LongSupplier smallestHeap;
    private final LongSupplier pendingBytes;
    private final CollectedHeap collected = new CollectedHeap();
    private final List<HeldState> captures = new ArrayList<>();
    private volatile HeapLimits limits;
    private volatile long heldBytes;
    private volatile boolean heapNearlyFull;
    private volatile GossipChannel channel;
    private long usedWhenFull;
    private long collectedAt = System.nanoTime() - COLLECTION_NANOS;
    private volatile long heardAt = System.nanoTime() - HEARD_NANOS;
    private volatile boolean full;

    /**
     * Lets everything in until it takes a first {@link #look}.
     *
     * @param ownHeap the most heap this server may have
     * @param smallestHeap of the servers that are connected; asked by {@link #look}
     * @param pendingBytes of commands that were let in and are not applied yet
     */
    public HeapGuard(ReplicatedState state, long ownHeap, LongSupplier smallestHeap, LongSupplier pendingBytes) {
        this.state = state;
        this.smallestHeap = smallestHeap;
        this.pendingBytes = pendingBytes;
        this.limits = new HeapLimits(ownHeap);
    }

    /** A snapshot keeps the rows of this moment until it is written. */
    public void captured(HeldState snapshot) {
        synchronized (captures) {
            captures.add(snapshot);
        }
    }

    /** Whether a command may be proposed. */
    public boolean admits(byte[] entry) {
        var present = limits;
        long used = used();
        boolean shortOfRoom = heapNearlyFull || (full && !hasRoomAgain(used));
        if (!shortOfRoom && used + entry.length <= present.growth()) {
            return true;
        }
        boolean admitted =
                switch (state.effectOf(entry)) {
                    case DELETES -> true;
                    case KEEPS -> !heapNearlyFull && used <= present.hard();
                    case GROWS -> false;
                };
        if (!admitted) {
            refused(used);
        }
        return admitted;
    }

    /** Why commands are refused, for those who sent them. */
    public String refusal() {
        return "not enough memory: the state has nearly filled the heap of %d MB; delete data, or raise -Xmx on all servers"
                .formatted(limits.megabytes());
    }

    private long used() {
        return state.heapBytes() + heldBytes + pendingBytes.getAsLong();
    }

    /** Whether it is not full any more. */
    private synchronized boolean hasRoomAgain(long used) {
        if (full && !heapNearlyFull && used <= AGAIN * limits.growth()) {
            full = false;
            LOG.log(
                    Level.INFO,
                    "The state takes about {0} MB of a heap of {1} MB: all writes are let in again",
                    used / MB,
                    limits.megabytes());
        }
        return !full;
    }

    private synchronized void refused(long used) {
        // one command too large for what is left does not make it full
        if (!full && (heapNearlyFull || used > AGAIN * limits.growth())) {
            full = true;
            LOG.log(
                    Level.WARNING,
                    "The state takes about {0} MB, and the smallest heap of the cluster is {1} MB{2}: what adds to it is"
                            + " refused from now on, deletes are not. Delete data, or give all servers more heap (-Xmx)",
                    used / MB,
                    limits.megabytes(),
                    heapNearlyFull ? " (the collector of a server finds its heap nearly full)" : "");
        }
    }

    /** From now on servers tell each other when their heaps are nearly full. */
    public void tellOthers(GossipChannel newChannel) {
        newChannel.subscribe(message -> {
            heardAt = System.nanoTime();
            heapNearlyFull = true;
        });
        channel = newChannel;
    }

    /** Takes a look at what changes slowly; to be called several times a second. */
    public void look() {
        limits = new HeapLimits(smallestHeap.getAsLong());
        heldBytes = held();
        boolean here = isNearlyFullHere();
        if (here && channel != null) {
            channel.publish(new byte[0]);
        }
        heapNearlyFull = here || System.nanoTime() - heardAt < HEARD_NANOS;
        if (full) {
            hasRoomAgain(used());
        }
    }

    /**
     * What a collection has found stands until the next one, which may be long in coming when nothing is added. So there is
     * one when so much has gone meanwhile that it may find something else. By the thread that takes a look.
     */
    private boolean isNearlyFullHere() {
        if (!collected.isNearlyFull()) {
            usedWhenFull = 0;
            return false;
        }
        long used = used();
        usedWhenFull = usedWhenFull == 0 ? used : usedWhenFull;
        if (used >= AGAIN * usedWhenFull || System.nanoTime() - collectedAt < COLLECTION_NANOS) {
            return true;
        }
        usedWhenFull = used;
        collected.collect();
        collectedAt = System.nanoTime();
        return collected.isNearlyFull();
    }

    /** The oldest holds what the younger ones do. */
    private long held() {
        synchronized (captures) {
            captures.removeIf(snapshot -> !snapshot.holdsState());
            return captures.stream().mapToLong(HeldState::heldBytes).max().orElse(0);
        }
    }
}
