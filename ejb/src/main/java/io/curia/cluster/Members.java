package io.curia.cluster;

import io.curia.fsm.Fsm;
import io.curia.raft.api.Cluster;
import io.curia.raft.api.ClusterMember;
import io.curia.state.Nodes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The servers of the cluster with their names. Safe for use by any thread; never blocks. */
@ApplicationScoped
public class Members {
    private final Cluster cluster;
    private final Fsm fsm;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public Members(Cluster cluster, Fsm fsm) {
        this.cluster = cluster;
        this.fsm = fsm;
    }

    /** All servers; one that has not been met since the start is called what the catalog calls it. */
    public List<ClusterMember> all() {
        return cluster.members().stream().map(this::named).toList();
    }

    /** The server with this id. */
    public Optional<ClusterMember> byId(String id) {
        return all().stream().filter(member -> member.id().equals(id)).findFirst();
    }

    /** The server with this name; if one that has lost its data came back under it, the one that it was before. */
    public Optional<ClusterMember> byName(String name) {
        return all().stream()
                .filter(member -> member.name().equals(name))
                .min(Comparator.comparing(ClusterMember::alive));
    }

    private ClusterMember named(ClusterMember member) {
        if (!member.name().isEmpty()) {
            return member;
        }
        var node = Nodes.byId(fsm.store().read(), member.id());
        String name = node == null ? member.id() : node.node();
        return member.named(name);
    }
}
