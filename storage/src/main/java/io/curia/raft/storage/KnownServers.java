package io.curia.raft.storage;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which node stands behind a Raft id: as it was met in the member list, and from the disk for those that are away since
 * this server started. Any thread.
 */
public final class KnownServers {
    private static final Logger LOG = System.getLogger(KnownServers.class.getName());

    /** A node's id and name. */
    record Server(UUID nodeId, String name) {}

    private final MetadataStore store;
    private final Map<UUID, Server> byRaftId = new ConcurrentHashMap<>();
    private Map<UUID, Server> kept;

    KnownServers(MetadataStore store) {
        this.store = store;
        this.kept = store.readServers();
        byRaftId.putAll(kept);
    }

    /** A server has come that says who it is. */
    public void met(RaftIdentity identity, String name) {
        byRaftId.put(identity.raftId(), new Server(identity.nodeId(), name));
    }

    /** The Raft ids of all that were met, or are known from before. */
    public Set<UUID> raftIds() {
        return Set.copyOf(byRaftId.keySet());
    }

    /** The node id; the Raft id itself for a server that was never met. */
    public String nodeId(UUID raftId) {
        var server = byRaftId.get(raftId);
        return (server == null ? raftId : server.nodeId()).toString();
    }

    /** The name of its node; empty for a server that was never met. */
    public Optional<String> name(UUID raftId) {
        return Optional.ofNullable(byRaftId.get(raftId)).map(Server::name);
    }

    /** Keeps those that vote, if they are others than before. */
    public synchronized void keep(Set<UUID> voters) {
        var known = new TreeMap<UUID, Server>(byRaftId);
        known.keySet().retainAll(voters);
        if (known.isEmpty() || known.equals(kept)) {
            return;
        }
        try {
            store.persistServers(known);
            kept = known;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the names of the servers are kept later: {0}", e.toString());
        }
    }
}
