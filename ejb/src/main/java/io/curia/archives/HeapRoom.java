package io.curia.archives;

import io.curia.fsm.HeapLimits;
import io.curia.fsm.StateBudget;
import io.curia.snapshot.ArchiveException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/**
 * Whether the state of an archive finds room in a heap beside what is there. A restore that did not would end a server
 * with such a heap, and again at each start, for it is in the log; so it must be refused before. What is in use on
 * other servers is taken to be as much as here, for all hold the same state. A state that would leave no room to work
 * with it is refused too. For one archive and one thread.
 */
final class HeapRoom implements StateBudget {
    private static final Logger LOG = System.getLogger(HeapRoom.class.getName());

    /** What reading one record may take, in times of its bytes: its buffer grows by copies. */
    private static final int COPIES = 3;

    /** The part of the heap that may be in use; collectors need the rest, and so does whatever else happens. */
    private static final double USABLE = 0.85;

    private static final long MB = 1 << 20;

    private final long heap;
    private final long besides;
    private long state;
    private long unfinished;
    private long room;
    private boolean collected;

    private HeapRoom(long heap, long besides) {
        this.heap = heap;
        this.besides = besides;
        this.room = usable() - used() - besides;
    }

    /**
     * Room for a state, as it is now.
     *
     * @param heap where it must find room, as its maximum in bytes
     * @param besides how many bytes are needed besides
     */
    static HeapRoom in(long heap, long besides) {
        return new HeapRoom(heap, besides);
    }

    @Override
    public void spend(long bytes, long records) throws ArchiveException {
        state += bytes + HeapLimits.PER_RECORD * records;
        unfinished = records == 0 ? unfinished + bytes : 0;
        if (needed() > room && !collected) {
            collect();
        }
        if (needed() > room || state > new HeapLimits(heap).hard()) {
            throw refused();
        }
    }

    private long needed() {
        return state + COPIES * unfinished;
    }

    /** What is in use may be garbage for the most part; that is known for certain only after a collection. */
    private void collect() {
        collected = true;
        System.gc();
        // what was read so far is part of what is in use
        room = state + usable() - used() - besides;
    }

    private ArchiveException refused() {
        LOG.log(
                Level.WARNING,
                "An archive is not restored: its state does not fit into a heap of {0} MB beside the present one;"
                        + " give all servers of the cluster more (-Xmx), to begin with those that have the least",
                heap / MB);
        return new ArchiveException(UploadedArchive.RAFT_ERROR
                + "not enough memory: the snapshot's state does not fit into a heap of "
                + heap / MB
                + " MB beside the present one; raise -Xmx on all servers; the state was not changed");
    }

    private long usable() {
        return (long) (heap * USABLE);
    }

    private static long used() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(HeapRoom::used)
                .sum();
    }

    /** Of young objects only those that the last collection has left; the rest is garbage, or soon will be. */
    private static long used(MemoryPoolMXBean pool) {
        var left = pool.getCollectionUsage();
        boolean old = pool.isUsageThresholdSupported();
        return (old || left == null ? pool.getUsage() : left).getUsed();
    }
}
