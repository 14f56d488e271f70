package io.curia.raft.api;

import java.util.Map;
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
 * @param traits what it tells of itself; those it told last if it is away, none if it was not met since this server started
 */
public record ClusterMember(
        String id,
        String name,
        String address,
        int port,
        boolean alive,
        boolean voter,
        boolean fresh,
        ServerTraits traits) {
    public ClusterMember {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(address);
        Objects.requireNonNull(traits);
    }

    /** One that tells nothing of itself. */
    public ClusterMember(
            String id, String name, String address, int port, boolean alive, boolean voter, boolean fresh) {
        this(id, name, address, port, alive, voter, fresh, ServerTraits.NONE);
    }

    /** The same under another name. */
    public ClusterMember named(String other) {
        return new ClusterMember(id, other, address, port, alive, voter, fresh, traits);
    }

    /** Whether it is never to vote. */
    public boolean readReplica() {
        return traits.readReplica();
    }

    /** The version it runs; empty if it is not known. */
    public String version() {
        return traits.version();
    }

    /** What its operator calls it by. */
    public Map<String, String> meta() {
        return traits.meta();
    }
}
