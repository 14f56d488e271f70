package io.curia.autopilot;

import io.curia.autopilot.Decision.Demote;
import io.curia.autopilot.Decision.Promote;
import io.curia.autopilot.Decision.TransferLeadership;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Who gets a vote and who loses it, of the servers that live. For one state. */
final class Placement {
    /** Of several voters in a zone which goes before which. */
    static final Comparator<ServerState> STAYS_FIRST = Comparator.comparing(
                    (ServerState server) -> !server.health().healthy())
            .thenComparing(ServerState::id);

    private final ClusterState state;
    private final Ballot ballot;
    private final Zones zones;
    private final Migration migration;

    Placement(ClusterState state, Ballot ballot) {
        this.state = state;
        this.ballot = ballot;
        this.zones = state.zones();
        this.migration = state.migration();
    }

    /** The next change, if there is one. */
    Optional<Decision> next() {
        return replicas().or(() -> migration.isSwapping() ? swap() : promotion().or(this::extraVoter));
    }

    private Optional<Decision> replicas() {
        return first(
                        state.voters(),
                        voter -> voter.server().readReplica() && voter.server().isAlive())
                .flatMap(voter -> demotion(voter, "it is a read replica"));
    }

    private Optional<Decision> swap() {
        return first(migration.promotable(state), server -> true)
                .flatMap(server ->
                        promotion(server, "there are as many servers of " + migration.target() + " as older ones"))
                .or(() -> nextOld(migration.oldVoters())
                        .flatMap(old -> demotion(old, "servers of " + migration.target() + " have taken over")));
    }

    private Optional<Decision> promotion() {
        var candidates = state.servers().stream()
                .filter(state::isPromotable)
                .filter(migration::admits)
                .toList();
        var voters =
                state.voters().stream().filter(voter -> !state.isDead(voter)).toList();
        return first(zones.missing(candidates, voters), server -> true)
                .flatMap(server -> promotion(server, whyPromoted(server)))
                .or(() -> spare(candidates));
    }

    private String whyPromoted(ServerState server) {
        return zones.of(server)
                .map(zone -> "no other server votes in zone " + zone)
                .orElse("it is healthy and stable");
    }

    /** For each zone that is lost another zone has a voter more. */
    private Optional<Decision> spare(List<ServerState> candidates) {
        return zones.lost() > extras()
                ? first(candidates, server -> true)
                        .flatMap(server -> promotion(server, "a whole zone has been lost, and its vote is needed"))
                : Optional.empty();
    }

    private int extras() {
        return zones.crowded().stream().mapToInt(voters -> voters.size() - 1).sum();
    }

    /** One more than the zones need stays if an even number would be left. */
    private Optional<Decision> extraVoter() {
        int surplus = extras() - zones.lost();
        boolean odd = (ballot.voters() - 1) % 2 != 0;
        if (surplus <= 0 || surplus == 1 && !odd) {
            return Optional.empty();
        }
        for (var voters : zones.crowded()) {
            var sorted = voters.stream().sorted(STAYS_FIRST).toList();
            if (sorted.get(0).health().healthy()) {
                return demotion(sorted.get(sorted.size() - 1), "another server of its zone votes");
            }
        }
        return Optional.empty();
    }

    private Optional<Decision> promotion(ServerState server, String why) {
        return ballot.mayPromote() ? Optional.of(new Promote(server.id(), why)) : Optional.empty();
    }

    /** A leader gives way first. */
    private Optional<Decision> demotion(ServerState voter, String why) {
        if (!ballot.mayLose(true)) {
            return Optional.empty();
        }
        return state.isLeader(voter)
                ? successor(voter)
                        .map(next -> new TransferLeadership(next.id(), "the leader is to vote no more: " + why))
                : Optional.of(new Demote(voter.id(), why));
    }

    private Optional<ServerState> successor(ServerState leader) {
        return migration.isSwapping()
                ? migration.successor()
                : first(
                                state.voters(),
                                voter -> voter.isHealthyVoter()
                                        && !voter.server().readReplica()
                                        && !voter.equals(leader)
                                        && !zones.isExtra(voter))
                        .or(() -> first(state.voters(), voter -> voter.isHealthyVoter() && !voter.equals(leader)));
    }

    private static Optional<ServerState> first(List<ServerState> servers, Predicate<ServerState> wanted) {
        return servers.stream().filter(wanted).min(Comparator.comparing(ServerState::id));
    }

    /** The leader comes first, for it gives way before anybody loses a vote. */
    private Optional<ServerState> nextOld(List<ServerState> servers) {
        return first(servers, state::isLeader).or(() -> first(servers, server -> true));
    }
}
