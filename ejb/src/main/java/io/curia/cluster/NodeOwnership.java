package io.curia.cluster;

import io.curia.memdb.ReadTxn;
import io.curia.model.HealthCheck;
import io.curia.model.Node;
import io.curia.raft.api.ClusterMember;
import io.curia.state.Checks;
import io.curia.state.Nodes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whose nodes the catalog's are, seen from the servers of the cluster: after a restore they may be those of servers that
 * the archive comes from. Stateless.
 */
public final class NodeOwnership {
    private NodeOwnership() {}

    /**
     * A server's name which the catalog gives to another id.
     *
     * @param held the node as the catalog has it
     * @param server the living server of that name
     */
    public record Takeover(Node held, ClusterMember server) {}

    /** The nodes in the names of living servers that are not theirs by id, and that no other server may claim. */
    public static List<Takeover> takeovers(ReadTxn txn, List<ClusterMember> members) {
        var found = new ArrayList<Takeover>();
        for (var member : members) {
            if (member.alive()) {
                holder(txn, member)
                        .filter(held -> owner(held, members).isEmpty())
                        .ifPresent(held -> found.add(new Takeover(held, member)));
            }
        }
        return found;
    }

    /** The node that has a server's name but the id of another, if there is one. */
    public static Optional<Node> holder(ReadTxn txn, ClusterMember member) {
        return Optional.ofNullable(Nodes.byName(txn, member.name()))
                .filter(node -> !node.id().isEmpty() && !node.id().equals(member.id()));
    }

    /** The living server that has both the id and the name of a node. */
    public static Optional<ClusterMember> owner(Node node, List<ClusterMember> members) {
        return members.stream()
                .filter(ClusterMember::alive)
                .filter(member -> member.id().equals(node.id()))
                .filter(member -> member.name().equalsIgnoreCase(node.node()))
                .findFirst();
    }

    /** The nodes whose reachability a cluster has watched, but that are no server of this one by id or name. */
    public static List<Node> gone(ReadTxn txn, List<ClusterMember> members) {
        Set<String> ids = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (var member : members) {
            ids.add(member.id());
            names.add(member.name().toLowerCase(Locale.ROOT));
        }
        var found = new ArrayList<Node>();
        for (var node : Nodes.all(txn)) {
            boolean isMember =
                    ids.contains(node.id()) || names.contains(node.node().toLowerCase(Locale.ROOT));
            if (!isMember && Checks.find(txn, node.node(), HealthCheck.SERF_HEALTH) != null) {
                found.add(node);
            }
        }
        return found;
    }
}
