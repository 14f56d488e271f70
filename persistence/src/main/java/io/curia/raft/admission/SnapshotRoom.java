package io.curia.raft.admission;

import io.curia.fsm.HeapLimits;
import io.curia.fsm.StateBudget;

/** The room for a snapshot that is read into memory; for one reading. */
public final class SnapshotRoom implements StateBudget {
    private final HeapLimits limits;
    private final long besides;
    private final long length;
    private long read;
    private long used;

    /**
     * Room as the limits give it.
     *
     * @param besides bytes of heap of what stays beside it
     * @param length bytes that there are to be read; 0 if that is not known
     */
    public SnapshotRoom(HeapLimits limits, long besides, long length) {
        this.limits = limits;
        this.besides = besides;
        this.length = length;
    }

    @Override
    public void spend(long bytes, long records) throws NoRoomException {
        read += bytes;
        used += bytes + HeapLimits.PER_RECORD * records;
        if (used + besides > limits.start()) {
            throw new NoRoomException(tooSmall(limits, length > read ? used * length / read : used));
        }
    }

    /** What is told of a state that takes that many bytes, or more. */
    public static String tooSmall(HeapLimits limits, long stateBytes) {
        return "the state does not fit into the heap of %d MB; it needs one of %d MB or more (-Xmx)"
                .formatted(limits.megabytes(), HeapLimits.megabytesFor(stateBytes));
    }
}
