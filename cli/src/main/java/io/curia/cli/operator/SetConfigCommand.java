package io.curia.cli.operator;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.client.HttpApi;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Changes the configuration of the autopilot: what is given, and nothing else. */
@Command(description = "Changes the configuration of the autopilot; what is not given stays as it is")
public final class SetConfigCommand extends OperatorCommand {
    @Option(
            names = {"-cleanup-dead-servers", "--cleanup-dead-servers"},
            arity = "1",
            paramLabel = "<bool>",
            description = "Whether servers that are dead are removed.")
    private Boolean cleanupDeadServers;

    @Option(
            names = {"-last-contact-threshold", "--last-contact-threshold"},
            paramLabel = "<duration>",
            description = "How long a healthy server may be without a sign of the leader, such as 200ms.")
    private String lastContactThreshold;

    @Option(
            names = {"-max-trailing-logs", "--max-trailing-logs"},
            paramLabel = "<count>",
            description = "How many entries a healthy server may be behind the leader.")
    private Long maxTrailingLogs;

    @Option(
            names = {"-min-quorum", "--min-quorum"},
            paramLabel = "<count>",
            description = "How many voters there must be left when dead ones are removed.")
    private Long minQuorum;

    @Option(
            names = {"-server-stabilization-time", "--server-stabilization-time"},
            paramLabel = "<duration>",
            description = "How long a new server must be healthy before it votes, such as 10s.")
    private String serverStabilizationTime;

    @Option(
            names = {"-redundancy-zone-tag", "--redundancy-zone-tag"},
            paramLabel = "<key>",
            description = "The key of the node metadata that names a server's zone; empty for no zones.")
    private String redundancyZoneTag;

    @Option(
            names = {"-disable-upgrade-migration", "--disable-upgrade-migration"},
            arity = "1",
            paramLabel = "<bool>",
            description = "Whether servers of a newer version are promoted at once like all others.")
    private Boolean disableUpgradeMigration;

    @Option(
            names = {"-upgrade-version-tag", "--upgrade-version-tag"},
            paramLabel = "<key>",
            description = "The key of the node metadata to take for a server's version; empty for its own.")
    private String upgradeVersionTag;

    /** @param environment where the answer goes, and what is not given as flags */
    public SetConfigCommand(Environment environment) {
        super(environment, "Error setting Autopilot configuration");
    }

    @Override
    void run(HttpApi api) throws CommandFailure {
        var present = AutopilotSettings.get(this, api);
        var query = Map.of("cas", String.valueOf(present.get("ModifyIndex")));
        String answer =
                ask(api, "PUT", AutopilotSettings.PATH, query, changed(present).toString());
        if (!answer.strip().equals("true")) {
            throw new CommandFailure("Configuration could not be atomically updated, please try again");
        }
        print("Configuration updated!");
    }

    private JsonObject changed(JsonObject present) {
        JsonObjectBuilder changed = Json.createObjectBuilder(present);
        // the server counts these itself
        changed.remove("CreateIndex").remove("ModifyIndex");
        put(changed, "CleanupDeadServers", cleanupDeadServers);
        put(changed, "LastContactThreshold", lastContactThreshold);
        put(changed, "MaxTrailingLogs", maxTrailingLogs);
        put(changed, "MinQuorum", minQuorum);
        put(changed, "ServerStabilizationTime", serverStabilizationTime);
        put(changed, "RedundancyZoneTag", redundancyZoneTag);
        put(changed, "DisableUpgradeMigration", disableUpgradeMigration);
        put(changed, "UpgradeVersionTag", upgradeVersionTag);
        return changed.build();
    }

    private static void put(JsonObjectBuilder changed, String name, Object given) {
        if (given instanceof Boolean flag) {
            changed.add(name, flag);
        } else if (given instanceof Long number) {
            changed.add(name, number);
        } else if (given instanceof String text) {
            changed.add(name, text);
        }
    }
}
