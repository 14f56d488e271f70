package io.curia.autopilot;

import io.curia.model.AutopilotConfig;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All servers and how well they are. Immutable.
 *
 * @param servers in the order of their ids
 * @param leader the id of the leader
 * @param config the rules as operators have set them
 * @param now the moment that this is the state of
 * @param running how long the autopilot of this leader has been at work
 */
public record ClusterState(
        List<ServerState> servers, String leader, AutopilotConfig config, Moment now, Duration running) {
    /**
     * So long a member may be away, for a restart, before it counts as dead. Connections break sooner than the failure
     * detector of the reference gives a member up.
     */
    public static final Duration GRACE = Duration.ofSeconds(20);

    public ClusterState {
        servers = List.copyOf(servers);
        Objects.requireNonNull(leader);
        Objects.requireNonNull(config);
        Objects.requireNonNull(now);
        Objects.requireNonNull(running);
    }

    /** What is seen now, put beside what was known of each server before. */
    public static ClusterState assess(Observation seen, Map<String, Health> before) {
        var rule = HealthRule.of(seen);
        var states = seen.servers().stream()
                .sorted(Comparator.comparing(Server::id))
                .map(server -> new ServerState(server, health(server, rule.test(server), before, seen.now())))
                .toList();
        return new ClusterState(states, seen.leader(), seen.config(), seen.now(), seen.running());
    }

    private static Health health(Server server, boolean healthy, Map<String, Health> before, Moment now) {
        var known = before.get(server.id());
        return known == null
                ? new Health(healthy, now, server.standing(), now)
                : known.next(healthy, server.standing(), now);
    }

    /** What the next assessment has to be given. */
    public Map<String, Health> health() {
        var health = new HashMap<String, Health>();
        servers.forEach(state -> health.put(state.id(), state.health()));
        return health;
    }

    /** The server with an id. */
    public Optional<ServerState> find(String id) {
        return servers.stream().filter(state -> state.id().equals(id)).findFirst();
    }

    /** Those that vote, the leader first. */
    public List<ServerState> voters() {
        return servers.stream()
                .filter(state -> state.server().voter())
                .sorted(Comparator.comparing((ServerState state) -> !isLeader(state)))
                .toList();
    }

    /** Whether a server leads. */
    public boolean isLeader(ServerState state) {
        return state.id().equals(leader);
    }

    /** Whether all servers are healthy. */
    public boolean healthy() {
        return servers.stream().allMatch(state -> state.health().healthy());
    }

    /** How many voters may be lost at once while the others still decide. */
    public int failureTolerance() {
        return tolerance(voters());
    }

    /** How many servers may be lost one after the other, if each time a standby has taken the place of the last. */
    public int optimisticFailureTolerance() {
        return zones().isOn() ? failureTolerance() + zones().healthyStandbys() : 0;
    }

    /** How many of these voters may be lost while the others still decide. */
    static int tolerance(List<ServerState> voters) {
        long healthy = voters.stream().filter(voter -> voter.health().healthy()).count();
        return (int) Math.max(0, healthy - Ballot.majority(voters.size()));
    }

    /** The servers by their zones. */
    public Zones zones() {
        return new Zones(this);
    }

    /** How far the servers are on their way to a newer version. */
    public Migration migration() {
        return Migration.of(this);
    }

    /** Whether a server without a vote may get one as far as its own health goes. */
    boolean isPromotable(ServerState state) {
        var server = state.server();
        return !server.voter() && !server.readReplica() && server.isAlive() && isStable(state);
    }

    /** Whether a server has been healthy for long enough; at the beginning nobody could have been. */
    private boolean isStable(ServerState state) {
        var wanted = Duration.ofNanos(config.serverStabilizationTime());
        var needed = running.compareTo(wanted) < 0 ? Duration.ZERO : wanted;
        return state.health().healthy()
                && state.health().stableSince().until(now).compareTo(needed) >= 0;
    }

    /** Whether a server was away for so long that it is not waited for. */
    boolean isDead(ServerState state) {
        return !state.server().isAlive()
                && state.health().standingSince().until(now).compareTo(GRACE) >= 0;
    }
}
