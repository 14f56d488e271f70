package io.curia.cli.operator;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.cli.command.FormatOption;
import io.curia.cli.command.JsonText;
import io.curia.client.HttpApi;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells whether all servers have the same state. */
@Command(
        description = {
            "Tells whether all servers have the same state, as the leader found it when it compared them last, and in which",
            "tables those that have another one differ."
        })
public final class CompareStatesCommand extends OperatorCommand {
    @Mixin
    private FormatOption format = new FormatOption();

    /** @param environment where the answer goes, and what is not given as flags */
    public CompareStatesCommand(Environment environment) {
        super(environment, "Error comparing states");
    }

    @Override
    void run(HttpApi api) throws CommandFailure {
        var comparison = get(api, "/v1/operator/raft/state-comparison", Map.of());
        print(format.isJson() ? JsonText.of(comparison) : columns(comparison).toString());
    }

    private static Columns columns(JsonObject comparison) {
        var columns = new Columns().line("Node", "ID", "Index", "Hash", "State");
        for (JsonObject server : comparison.getJsonArray("Servers").getValuesAs(JsonObject.class)) {
            boolean compared = server.getBoolean("Compared");
            columns.line(
                    server.getString("Node"),
                    server.getString("ID"),
                    compared ? server.getJsonNumber("Index") : "-",
                    compared ? server.getString("Hash") : "-",
                    compared ? state(server) : "not compared yet");
        }
        return columns;
    }

    private static String state(JsonObject server) {
        return server.getBoolean("Equal")
                ? "equal"
                : server.getJsonArray("Differing").getValuesAs(JsonString.class).stream()
                        .map(JsonString::getString)
                        .collect(Collectors.joining(", ", "differs in ", ""));
    }
}
