package io.curia.fsm;

/**
 * How much of a heap the state may take. The rest is for everything else that a server needs: the server itself, the
 * entries of the log that are in memory, what a snapshot holds while it is written, requests and answers under way, and the
 * collector.
 *
 * @param heap the most heap there is, in bytes
 */
public record HeapLimits(long heap) {
    private static final double GROWTH_SHARE = 0.55;
    private static final double HARD_SHARE = 0.70;
    private static final double START_SHARE = 0.80;
    private static final int RESERVE_DIVISOR = 4;
    private static final long RESERVE = 96L << 20;
    private static final long MB = 1 << 20;

    /** What an entry of the key/value store takes in heap beyond its bytes in a capture or archive; measured: 60 to 110. */
    public static final long PER_RECORD = 150;

    /** Beyond this nothing may be added. */
    public long growth() {
        return share(GROWTH_SHARE);
    }

    /** Beyond this nothing but deletes is let in: even what adds nothing holds old rows for a while. */
    public long hard() {
        return share(HARD_SHARE);
    }

    /** A state that is greater cannot be worked with: there is no use in starting. */
    public long start() {
        return share(START_SHARE);
    }

    private long share(double share) {
        return (long) (share * (heap - Math.min(RESERVE, heap / RESERVE_DIVISOR)));
    }

    /** Megabytes, for messages. */
    public long megabytes() {
        return heap / MB;
    }

    /** The heap in megabytes, rounded up, in which a state of so many bytes may grow yet. */
    public static long megabytesFor(long stateBytes) {
        double rest = stateBytes / GROWTH_SHARE;
        double heap = Math.min(rest + RESERVE, rest * RESERVE_DIVISOR / (RESERVE_DIVISOR - 1));
        return (long) Math.ceil(heap / MB);
    }
}
