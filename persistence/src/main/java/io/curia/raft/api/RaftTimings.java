package io.curia.raft.api;

/**
 * How long servers wait for each other. All of it follows from the election timeout, so that what must be shorter than
 * something else is.
 *
 * @param electionTimeoutMs milliseconds a follower waits for a sign of its leader before it asks for an election
 */
public record RaftTimings(long electionTimeoutMs) {
    /** Less than that, and a pause of a collector or a disk makes an election. */
    public static final long SHORTEST_MS = 200;

    /** More than that, and nobody would call it a timeout. */
    public static final long LONGEST_MS = 60_000;

    private static final long DEFAULT_MS = 1_000;
    private static final int HEARTBEATS = 4;

    public RaftTimings {
        if (electionTimeoutMs < SHORTEST_MS || electionTimeoutMs > LONGEST_MS) {
            throw new IllegalArgumentException(
                    "the election timeout must be from " + SHORTEST_MS + " to " + LONGEST_MS + " ms");
        }
    }

    /** The default ones, so many times as long; from 1 to 10. */
    public static RaftTimings scaled(int multiplier) {
        if (multiplier < 1 || multiplier > 10) {
            throw new IllegalArgumentException("raftMultiplier must be from 1 to 10");
        }
        return new RaftTimings(DEFAULT_MS * multiplier);
    }

    /** Milliseconds between two heartbeats of a leader without writes. */
    public long heartbeatMs() {
        return electionTimeoutMs / HEARTBEATS;
    }

    /** How many heartbeats may be missed. */
    public int heartbeats() {
        return HEARTBEATS;
    }

    /** Milliseconds a leader may answer reads after a majority last acknowledged it. */
    public long leaseMs() {
        return electionTimeoutMs / 2;
    }
}
