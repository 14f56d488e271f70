package io.curia.autopilot;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The servers by their redundancy zones: one votes in each, the others stand by (raft-and-autopilot §5.3). A server that names no
 * zone votes as if there were none. Immutable.
 */
public final class Zones {
    private final ClusterState state;
    private final String tag;

    Zones(ClusterState state) {
        this.state = state;
        this.tag = state.config().redundancyZoneTag();
    }

    /** Whether there are zones. */
    public boolean isOn() {
        return !tag.isEmpty();
    }

    /** The zone of a server; empty if it names none, or if there are none. */
    public Optional<String> of(ServerState server) {
        return Optional.ofNullable(isOn() ? server.server().meta().get(tag) : null)
                .filter(zone -> !zone.isEmpty());
    }

    /** The servers of each zone, in the order of its name, that may vote. */
    public Map<String, List<ServerState>> members() {
        return byZone(server -> !server.server().readReplica());
    }

    private Map<String, List<ServerState>> byZone(Predicate<ServerState> wanted) {
        return state.servers().stream()
                .filter(wanted)
                .filter(server -> of(server).isPresent())
                .collect(Collectors.groupingBy(server -> of(server).get(), TreeMap::new, Collectors.toList()));
    }

    /** How many servers of a zone may be lost while one is left that can vote. */
    public static int tolerance(List<ServerState> zone) {
        long healthy = zone.stream().filter(server -> server.health().healthy()).count();
        return (int) Math.max(0, healthy - 1);
    }

    /** How many healthy servers stand by. */
    int healthyStandbys() {
        return (int) members().values().stream()
                .flatMap(List::stream)
                .filter(server -> !server.server().voter() && server.health().healthy())
                .count();
    }

    /** Whether a server votes beside another voter of its zone which goes before it. */
    public boolean isExtra(ServerState server) {
        return of(server)
                .filter(zone -> server.server().voter())
                .map(zone -> !members().get(zone).stream()
                        .filter(member -> member.server().voter())
                        .min(Placement.STAYS_FIRST)
                        .equals(Optional.of(server)))
                .orElse(false);
    }

    /** Those of some servers that may be promoted, one at most of each zone where none of these voters is. */
    List<ServerState> missing(List<ServerState> candidates, List<ServerState> voters) {
        Set<String> taken = new HashSet<>();
        voters.forEach(voter -> of(voter).ifPresent(taken::add));
        return candidates.stream()
                .filter(candidate -> of(candidate).map(taken::add).orElse(true))
                .toList();
    }

    /** How many zones have lost their voter and have no other server. */
    int lost() {
        return (int) members().values().stream()
                .filter(zone -> zone.stream().anyMatch(server -> server.server().voter()))
                .filter(zone -> zone.stream().allMatch(state::isDead))
                .count();
    }

    /** The living voters of each zone that has more than one of them. */
    List<List<ServerState>> crowded() {
        return byZone(server -> server.server().voter() && server.server().isAlive()).values().stream()
                .filter(voters -> voters.size() > 1)
                .toList();
    }
}
