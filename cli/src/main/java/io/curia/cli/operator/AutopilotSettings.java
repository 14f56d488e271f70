package io.curia.cli.operator;

import io.curia.cli.command.CommandFailure;
import io.curia.client.HttpApi;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;

/** The configuration of the autopilot, as the API has it. Stateless. */
final class AutopilotSettings {
    static final String PATH = "/v1/operator/autopilot/configuration";
    /** In the order in which they are printed. */
    private static final List<String> NAMES = List.of(
            "CleanupDeadServers",
            "LastContactThreshold",
            "MaxTrailingLogs",
            "MinQuorum",
            "ServerStabilizationTime",
            "RedundancyZoneTag",
            "DisableUpgradeMigration",
            "UpgradeVersionTag");

    private AutopilotSettings() {}

    static JsonObject get(OperatorCommand command, HttpApi api) throws CommandFailure {
        return command.get(api, PATH, Map.of());
    }

    /** Lines of a name and a value each. */
    static List<String> lines(JsonObject settings) {
        return NAMES.stream().map(name -> name + " = " + value(settings, name)).toList();
    }

    /** Durations are texts without quotes; all other texts have them. */
    private static String value(JsonObject settings, String name) {
        boolean bare = name.equals("LastContactThreshold") || name.equals("ServerStabilizationTime");
        return bare ? settings.getString(name) : String.valueOf(settings.get(name));
    }
}
