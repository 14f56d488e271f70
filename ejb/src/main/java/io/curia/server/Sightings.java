package io.curia.server;

import io.curia.autopilot.Progress;
import io.curia.autopilot.Server;
import io.curia.autopilot.Standing;
import io.curia.fsm.Fsm;
import io.curia.model.Node;
import io.curia.raft.api.Cluster;
import io.curia.raft.api.ClusterMember;
import io.curia.raft.api.ServerStats;
import io.curia.state.Nodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The members of the cluster as the autopilot sees them. */
final class Sightings {
    private final Cluster cluster;
    private final Fsm fsm;
    private final Predicate<String> diverged;

    /** @param diverged whether the server with an id has another state than the others */
    Sightings(Cluster cluster, Fsm fsm, Predicate<String> diverged) {
        this.cluster = cluster;
        this.fsm = fsm;
        this.diverged = diverged;
    }

    /** Every server once, with what it told of its log. */
    List<Server> servers(Map<String, ServerStats> told) {
        var members = cluster.members();
        var seen = new HashSet<String>();
        var servers = new ArrayList<Server>();
        // of two with one id, one has come in the stead of the other, whose vote counts until it is removed
        members.stream()
                .filter(ClusterMember::voter)
                .filter(m -> seen.add(m.id()))
                .forEach(m -> servers.add(server(m, members, told)));
        members.stream().filter(m -> seen.add(m.id())).forEach(m -> servers.add(server(m, members, told)));
        return servers;
    }

    private Server server(ClusterMember member, List<ClusterMember> members, Map<String, ServerStats> told) {
        var name = name(member);
        var stats = member.alive() ? told.get(member.id()) : null;
        return new Server(
                member.id(),
                name.orElse(member.id()),
                hostAndPort(member),
                standing(member, name),
                stats == null ? Progress.UNHEARD : progress(stats),
                member.version(),
                member.meta(),
                member.voter(),
                member.readReplica(),
                isReplaced(member, name, members),
                diverged.test(member.id()));
    }

    /** One that no running server has met is called what the catalog calls it. */
    private Optional<String> name(ClusterMember member) {
        return member.name().isEmpty()
                ? Optional.ofNullable(Nodes.byId(fsm.store().read(), member.id()))
                        .map(Node::node)
                : Optional.of(member.name());
    }

    private static Standing standing(ClusterMember member, Optional<String> name) {
        if (member.alive()) {
            return Standing.ALIVE;
        }
        return name.isPresent() ? Standing.FAILED : Standing.UNKNOWN;
    }

    private static Progress progress(ServerStats stats) {
        var contact = stats.lastContactMs() < 0 ? Duration.ofNanos(-1) : Duration.ofMillis(stats.lastContactMs());
        return new Progress(contact, stats.lastTerm(), stats.lastIndex());
    }

    /** A server that has lost its data comes as one that starts without state. */
    private static boolean isReplaced(ClusterMember lost, Optional<String> name, List<ClusterMember> members) {
        return !lost.alive()
                && members.stream()
                        .filter(member -> member.alive() && member.fresh() && !member.voter())
                        .anyMatch(member -> member.id().equals(lost.id())
                                || hostAndPort(member).equals(hostAndPort(lost))
                                || name.filter(member.name()::equals).isPresent());
    }

    private static String hostAndPort(ClusterMember member) {
        String address = member.address();
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + member.port();
    }
}
