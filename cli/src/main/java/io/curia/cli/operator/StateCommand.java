package io.curia.cli.operator;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.cli.command.FormatOption;
import io.curia.cli.command.JsonText;
import io.curia.client.HttpApi;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints how the autopilot sees the servers. */
@Command(description = "Prints how the autopilot sees the servers: who is healthy, who votes, how many may be lost")
public final class StateCommand extends OperatorCommand {
    @Mixin
    private FormatOption format = new FormatOption();

    /** @param environment where the answer goes, and what is not given as flags */
    public StateCommand(Environment environment) {
        super(environment, "Error retrieving autopilot state");
    }

    @Override
    void run(HttpApi api) throws CommandFailure {
        var state = get(api, "/v1/operator/autopilot/state", Map.of());
        print(format.isJson() ? JsonText.of(state) : StateText.of(state));
    }
}
