package io.curia.cli.operator;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.client.HttpApi;
import picocli.CommandLine.Command;

/** Prints the configuration of the autopilot. */
@Command(description = "Prints the configuration of the autopilot")
public final class GetConfigCommand extends OperatorCommand {
    /** @param environment where the answer goes, and what is not given as flags */
    public GetConfigCommand(Environment environment) {
        super(environment, "Error querying Autopilot configuration");
    }

    @Override
    void run(HttpApi api) throws CommandFailure {
        AutopilotSettings.lines(AutopilotSettings.get(this, api)).forEach(this::print);
    }
}
