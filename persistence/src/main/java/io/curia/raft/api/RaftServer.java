package io.curia.raft.api;

import java.util.Objects;

/**
 * One member of the Raft configuration.
 *
 * @param id the node id, a UUID in its 36-character form
 * @param name the node name
 * @param address {@code ip:port} of its Raft listener
 * @param leader whether it is the leader this server knows
 * @param voter whether it votes
 */
public record RaftServer(String id, String name, String address, boolean leader, boolean voter) {
    public RaftServer {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(address);
    }
}
