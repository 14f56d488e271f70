package io.curia.raft.api;

/** One server's part of a cluster, as whoever starts and stops it holds it. */
public interface RaftEngine extends ReplicatedLog, LeaderChannel, Cluster, Voters, AutoCloseable {
    /** Leaves the log in order: hands the leadership over if somebody can take it, and closes the files. Idempotent. */
    @Override
    void close();
}
