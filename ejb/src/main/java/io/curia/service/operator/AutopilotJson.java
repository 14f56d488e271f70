package io.curia.service.operator;

import io.curia.autopilot.ClusterState;
import io.curia.autopilot.Migration;
import io.curia.autopilot.ServerState;
import io.curia.autopilot.Zones;
import io.curia.http.json.JsonObject;
import io.curia.http.json.JsonReader;
import io.curia.http.json.JsonValues;
import io.curia.http.json.JsonWriter;
import io.curia.model.AutopilotConfig;
import io.curia.text.Durations;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What the autopilot knows, as JSON (raft-and-autopilot §5.4). Stateless. */
public final class AutopilotJson {
    /** Fractions without the zeros at their end. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final class Draft {
        private boolean cleanupDeadServers;
        private long lastContactThreshold;
        private long maxTrailingLogs;
        private long minQuorum;
        private long serverStabilizationTime;
        private String redundancyZoneTag = "";
        private boolean disableUpgradeMigration;
        private String upgradeVersionTag = "";

        private AutopilotConfig finish() {
            return new AutopilotConfig(
                    cleanupDeadServers,
                    lastContactThreshold,
                    maxTrailingLogs,
                    minQuorum,
                    serverStabilizationTime,
                    redundancyZoneTag,
                    disableUpgradeMigration,
                    upgradeVersionTag,
                    0,
                    0);
        }
    }

    /** Reads a configuration; what is not given is zero, and the indexes are not looked at. */
    static final JsonReader<AutopilotConfig> CONFIG = JsonObject.into(Draft::new)
            .field("CleanupDeadServers", JsonValues.BOOL, (d, v) -> d.cleanupDeadServers = v)
            .field("LastContactThreshold", JsonValues.DURATION, (d, v) -> d.lastContactThreshold = v)
            .field("MaxTrailingLogs", JsonValues.UNSIGNED, (d, v) -> d.maxTrailingLogs = v)
            .field("MinQuorum", JsonValues.UNSIGNED, (d, v) -> d.minQuorum = v)
            .field("ServerStabilizationTime", JsonValues.DURATION, (d, v) -> d.serverStabilizationTime = v)
            .field("RedundancyZoneTag", JsonValues.TEXT, (d, v) -> d.redundancyZoneTag = v)
            .field("DisableUpgradeMigration", JsonValues.BOOL, (d, v) -> d.disableUpgradeMigration = v)
            .field("UpgradeVersionTag", JsonValues.TEXT, (d, v) -> d.upgradeVersionTag = v)
            .field("CreateIndex", JsonValues.UNSIGNED, (d, v) -> {})
            .field("ModifyIndex", JsonValues.UNSIGNED, (d, v) -> {})
            .build(Draft::finish);

    private AutopilotJson() {}

    /** The configuration. */
    static byte[] config(AutopilotConfig config, boolean pretty) {
        var json = new JsonWriter(512, pretty).beginObject();
        json.name("CleanupDeadServers").value(config.cleanupDeadServers());
        json.name("LastContactThreshold").value(Durations.format(config.lastContactThreshold()));
        json.name("MaxTrailingLogs").unsigned(config.maxTrailingLogs());
        json.name("MinQuorum").unsigned(config.minQuorum());
        json.name("ServerStabilizationTime").value(Durations.format(config.serverStabilizationTime()));
        json.name("RedundancyZoneTag").value(config.redundancyZoneTag());
        json.name("DisableUpgradeMigration").value(config.disableUpgradeMigration());
        json.name("UpgradeVersionTag").value(config.upgradeVersionTag());
        json.name("CreateIndex").unsigned(config.createIndex());
        json.name("ModifyIndex").unsigned(config.modifyIndex());
        return json.endObject().finish();
    }

    /** How well the servers are. */
    public static byte[] health(ClusterState state, boolean pretty) {
        var json = new JsonWriter(1024, pretty).beginObject();
        json.name("Healthy").value(state.healthy());
        json.name("FailureTolerance").value(state.failureTolerance());
        json.name("Servers").beginArray();
        for (var each : state.servers()) {
            var server = each.server();
            json.beginObject();
            json.name("ID").value(server.id());
            json.name("Name").value(server.name());
            json.name("Address").value(server.address());
            json.name("SerfStatus").value(server.standing().serfStatus());
            json.name("Version").value(server.version());
            json.name("Leader").value(state.isLeader(each));
            progress(each, json);
            json.name("Voter").value(server.voter());
            json.name("StableSince").value(time(since(each).truncatedTo(ChronoUnit.SECONDS)));
            json.endObject();
        }
        return json.endArray().endObject().finish();
    }

    /** All that the autopilot sees. */
    public static byte[] state(ClusterState state, boolean pretty) {
        var json = new JsonWriter(1024, pretty).beginObject();
        json.name("Healthy").value(state.healthy());
        json.name("FailureTolerance").value(state.failureTolerance());
        json.name("OptimisticFailureTolerance").value(state.optimisticFailureTolerance());
        json.name("Servers").beginObject();
        state.servers().forEach(server -> server(state, server, json.name(server.id())));
        json.endObject();
        json.name("Leader").value(state.leader());
        json.name("Voters").texts(ids(state.voters()));
        group(json, "ReadReplicas", state.servers(), server -> server.server().readReplica());
        zones(state.zones(), json);
        upgrade(state, json);
        return json.endObject().finish();
    }

    private static void server(ClusterState state, ServerState each, JsonWriter json) {
        var server = each.server();
        json.beginObject();
        json.name("ID").value(server.id());
        json.name("Name").value(server.name());
        json.name("Address").value(server.address());
        json.name("NodeStatus").value(server.standing().nodeStatus());
        json.name("Version").value(server.version());
        progress(each, json);
        json.name("StableSince").value(time(since(each)));
        state.zones().of(each).ifPresent(zone -> json.name("RedundancyZone").value(zone));
        String tag = state.config().upgradeVersionTag();
        if (!tag.isEmpty() && server.meta().containsKey(tag)) {
            json.name("UpgradeVersion").value(server.meta().get(tag));
        }
        json.name("ReadReplica").value(server.readReplica());
        json.name("Status").value(state.isLeader(each) ? "leader" : server.voter() ? "voter" : "non-voter");
        json.name("Meta").map(server.meta().isEmpty() ? null : server.meta());
        json.name("NodeType").value(nodeType(state.zones(), each));
        json.endObject();
    }

    private static void progress(ServerState each, JsonWriter json) {
        var progress = each.server().progress();
        json.name("LastContact").value(Durations.format(progress.lastContact().toNanos()));
        json.name("LastTerm").unsigned(progress.lastTerm());
        json.name("LastIndex").unsigned(progress.lastIndex());
        json.name("Healthy").value(each.health().healthy());
    }

    private static String nodeType(Zones zones, ServerState each) {
        if (each.server().readReplica()) {
            return "read-replica";
        } else if (zones.of(each).isEmpty()) {
            return "voter";
        } else if (!each.server().voter()) {
            return "zone-standby";
        }
        return zones.isExtra(each) ? "zone-extra-voter" : "zone-voter";
    }

    private static void zones(Zones zones, JsonWriter json) {
        var members = zones.members();
        if (members.isEmpty()) {
            return;
        }
        json.name("RedundancyZones").beginObject();
        for (var zone : members.entrySet()) {
            json.name(zone.getKey()).beginObject();
            json.name("Servers").texts(ids(zone.getValue()));
            json.name("Voters")
                    .texts(ids(zone.getValue().stream()
                            .filter(server -> server.server().voter())
                            .toList()));
            json.name("FailureTolerance").value(Zones.tolerance(zone.getValue()));
            json.endObject();
        }
        json.endObject();
    }

    private static void upgrade(ClusterState state, JsonWriter json) {
        var migration = state.migration();
        var step = migration.step();
        if (step == Migration.Step.IDLE || step == Migration.Step.DISABLED) {
            return;
        }
        json.name("Upgrade").beginObject();
        json.name("Status").value(step.toString());
        json.name("TargetVersion").value(migration.target());
        versions(json, "TargetVersion", migration.current());
        versions(json, "OtherVersion", migration.others());
        json.endObject();
    }

    private static void versions(JsonWriter json, String name, List<ServerState> servers) {
        group(json, name + "Voters", servers, server -> server.server().voter());
        group(json, name + "NonVoters", servers, server -> !server.server().voter());
    }

    /** A list of ids that is left out when it is empty. */
    private static void group(JsonWriter json, String name, List<ServerState> servers, Predicate<ServerState> wanted) {
        var found = servers.stream().filter(wanted).toList();
        if (!found.isEmpty()) {
            json.name(name).texts(ids(found));
        }
    }

    private static List<String> ids(List<ServerState> servers) {
        return servers.stream().map(ServerState::id).toList();
    }

    private static Instant since(ServerState each) {
        return each.health().stableSince().wall();
    }

    private static String time(Instant moment) {
        return TIME.format(moment);
    }
}
