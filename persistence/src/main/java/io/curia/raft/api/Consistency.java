package io.curia.raft.api;

/** How fresh a read must be; see the consistency modes of the HTTP API. */
public enum Consistency {
    /** This server's state, whatever its age. */
    STALE,
    /** At least everything the leader had committed when asked, while the leader's lease is valid. */
    DEFAULT,
    /** As {@link #DEFAULT}, and the leader has confirmed by a quorum of heartbeats that it still leads. */
    CONSISTENT
}
