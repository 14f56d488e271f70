package io.curia.autopilot;

import io.curia.model.AutopilotConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Servers as a test wants them, on which decisions can be carried out. */
final class Fleet {
    static final Duration LONG = Duration.ofMinutes(10);
    private static final Progress PROGRESS = new Progress(Duration.ZERO, 3, 1000);
    private static final Moment NOW = at(Duration.ofDays(1));

    private final Map<String, ServerState> servers = new TreeMap<>();
    private String leader = "";
    private AutopilotConfig config = config(draft -> draft);
    private Duration running = LONG;
    private boolean zonesByName;

    /** How operators might have set it, beginning with the defaults. */
    record Setting(
            boolean cleanup,
            long minQuorum,
            Duration stabilization,
            String zoneTag,
            boolean noMigration,
            String versionTag) {
        Setting cleanup(boolean wanted) {
            return new Setting(wanted, minQuorum, stabilization, zoneTag, noMigration, versionTag);
        }

        Setting minQuorum(long wanted) {
            return new Setting(cleanup, wanted, stabilization, zoneTag, noMigration, versionTag);
        }

        Setting byZones() {
            return new Setting(cleanup, minQuorum, stabilization, "zone", noMigration, versionTag);
        }

        Setting withoutMigration() {
            return new Setting(cleanup, minQuorum, stabilization, zoneTag, true, versionTag);
        }

        Setting byVersionTag() {
            return new Setting(cleanup, minQuorum, stabilization, zoneTag, noMigration, "build");
        }
    }

    static AutopilotConfig config(UnaryOperator<Setting> change) {
        var set = change.apply(new Setting(true, 0, Duration.ofSeconds(10), "", false, ""));
        return new AutopilotConfig(
                set.cleanup,
                Duration.ofMillis(200).toNanos(),
                250,
                set.minQuorum,
                set.stabilization.toNanos(),
                set.zoneTag,
                set.noMigration,
                set.versionTag,
                1,
                1);
    }

    private static Moment at(Duration time) {
        return new Moment(time.toNanos(), Instant.EPOCH.plus(time));
    }

    private static Moment ago(Duration time) {
        return at(Duration.ofDays(1).minus(time));
    }

    Fleet configure(UnaryOperator<Setting> change) {
        config = config(change);
        return this;
    }

    /** From now on the zone of a server is the first letter of its id. */
    Fleet zonesByName() {
        zonesByName = true;
        return this;
    }

    Fleet runningFor(Duration time) {
        running = time;
        return this;
    }

    Fleet leader(String id) {
        leader = id;
        return this;
    }

    /** A healthy voter, the first of which leads. */
    Fleet voters(String... ids) {
        for (String id : ids) {
            put(id, true, true);
            leader = leader.isEmpty() ? id : leader;
        }
        return this;
    }

    /** A healthy server that does not vote. */
    Fleet standbys(String... ids) {
        for (String id : ids) {
            put(id, false, true);
        }
        return this;
    }

    private void put(String id, boolean voter, boolean healthy) {
        Map<String, String> meta = zonesByName ? Map.of("zone", id.substring(0, 1)) : Map.of();
        var server = new Server(id, id, id + ":1", Standing.ALIVE, PROGRESS, "1.0.0", meta, voter, false, false, false);
        servers.put(id, new ServerState(server, new Health(healthy, ago(LONG), Standing.ALIVE, ago(LONG))));
    }

    Fleet failed(String... ids) {
        return away(Standing.FAILED, LONG, ids);
    }

    Fleet unmet(String... ids) {
        return away(Standing.UNKNOWN, LONG, ids);
    }

    Fleet failedFor(Duration time, String... ids) {
        return away(Standing.FAILED, time, ids);
    }

    private Fleet away(Standing standing, Duration time, String... ids) {
        for (String id : ids) {
            change(id, s -> server(s, standing, s.version(), s.meta(), s.voter(), s.readReplica(), s.replaced()));
            health(id, new Health(false, ago(time), standing, ago(time)));
        }
        return this;
    }

    Fleet unhealthy(String... ids) {
        for (String id : ids) {
            health(id, new Health(false, ago(LONG), Standing.ALIVE, ago(LONG)));
        }
        return this;
    }

    Fleet healthyFor(Duration time, String... ids) {
        for (String id : ids) {
            health(id, new Health(true, ago(time), Standing.ALIVE, ago(time)));
        }
        return this;
    }

    Fleet replaced(String id) {
        return change(id, s -> server(s, s.standing(), s.version(), s.meta(), s.voter(), s.readReplica(), true));
    }

    Fleet replicas(String... ids) {
        for (String id : ids) {
            change(id, s -> server(s, s.standing(), s.version(), s.meta(), s.voter(), true, s.replaced()));
        }
        return this;
    }

    Fleet version(String version, String... ids) {
        for (String id : ids) {
            change(id, s -> server(s, s.standing(), version, s.meta(), s.voter(), s.readReplica(), s.replaced()));
        }
        return this;
    }

    Fleet meta(String key, String value, String... ids) {
        for (String id : ids) {
            var meta = new TreeMap<>(servers.get(id).server().meta());
            meta.put(key, value);
            change(id, s -> server(s, s.standing(), s.version(), meta, s.voter(), s.readReplica(), s.replaced()));
        }
        return this;
    }

    Fleet zone(String zone, String... ids) {
        return meta("zone", zone, ids);
    }

    private Fleet vote(String id, boolean voter) {
        return change(id, s -> server(s, s.standing(), s.version(), s.meta(), voter, s.readReplica(), s.replaced()));
    }

    private Fleet change(String id, UnaryOperator<Server> change) {
        servers.computeIfPresent(id, (key, state) -> new ServerState(change.apply(state.server()), state.health()));
        return this;
    }

    private void health(String id, Health health) {
        servers.computeIfPresent(id, (key, state) -> new ServerState(state.server(), health));
    }

    private static Server server(
            Server s,
            Standing standing,
            String version,
            Map<String, String> meta,
            boolean voter,
            boolean replica,
            boolean replaced) {
        return new Server(
                s.id(),
                s.name(),
                s.address(),
                standing,
                s.progress(),
                version,
                meta,
                voter,
                replica,
                replaced,
                s.diverged());
    }

    ClusterState state() {
        return new ClusterState(List.copyOf(servers.values()), leader, config, NOW, running);
    }

    /** The same state, with what the leader sees in another order. */
    ClusterState shuffled(long seed) {
        var seen = new ArrayList<Server>();
        servers.values().forEach(state -> seen.add(state.server()));
        Collections.shuffle(seen, new Random(seed));
        var health = state().health();
        var assessed = ClusterState.assess(new Observation(seen, leader, config, Duration.ZERO, NOW, running), health);
        // who is healthy is what the test says, not what the progress of the logs would
        return new ClusterState(
                assessed.servers().stream()
                        .map(each -> new ServerState(each.server(), health.get(each.id())))
                        .toList(),
                leader,
                config,
                NOW,
                running);
    }

    Decision decide() {
        return Autopilot.decide(state(), Round.begin(state()));
    }

    /** Carries a decision out. */
    void carryOut(Decision decision) {
        if (decision instanceof Decision.Promote promote) {
            vote(promote.id(), true);
        } else if (decision instanceof Decision.Demote demote) {
            vote(demote.id(), false);
        } else if (decision instanceof Decision.TransferLeadership transfer) {
            leader = transfer.id();
        } else if (decision instanceof Decision.Change removal) {
            servers.remove(removal.id());
        }
    }

    /** All that is decided, one after the other, in one round. */
    List<Decision> run() {
        var decisions = new ArrayList<Decision>();
        var round = Round.begin(state());
        for (int i = 0; i < 100; i++) {
            var decision = Autopilot.decide(state(), round);
            if (decision instanceof Decision.Nothing) {
                return decisions;
            }
            decisions.add(decision);
            round = round.after(decision, state());
            carryOut(decision);
        }
        throw new AssertionError("no end: " + decisions);
    }

    /** What {@link #run} decides, each as its name and the server's id. */
    List<String> moves() {
        return run().stream()
                .map(decision -> decision.getClass().getSimpleName() + " " + ((Decision.Change) decision).id())
                .toList();
    }
}
