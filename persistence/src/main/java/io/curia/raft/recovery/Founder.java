package io.curia.raft.recovery;

import io.curia.raft.api.RaftConfig;

/** Founds a group of one server. */
@FunctionalInterface
public interface Founder {
    /**
     * Founds the log's group in the data directory of the configuration, with this server as its only member, and stops again
     * in order. Nobody can join meanwhile.
     *
     * @param config as the server will be started, but for the directory
     * @param seed tells the groups that are founded with it from those of before; greater than theirs
     * @return what the engine keeps with a snapshot that holds the state and nothing else
     * @throws IllegalStateException if it cannot be done
     */
    byte[] found(RaftConfig config, long seed);
}
