package io.curia.raft.api;

import java.util.Objects;

/**
 * One server that belongs to the cluster, whether or not it can be reached.
 *
 * @param id the node id, a UUID in its 36-character form
 * @param name the node name; empty when this server has not met it since it started
 * @param address the IP address of its Raft listener
 * @param port the port of its Raft listener
 * @param alive whether it is connected now
 * @param voter whether it is a member of the Raft configuration
 * @param fresh whether it was started without any state, so that it can take the place of another
 */
public record ClusterMember(
        String id, String name, String address, int port, boolean alive, boolean voter, boolean fresh) {
    public ClusterMember {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(address);
    }
}
