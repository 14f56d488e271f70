package io.curia.cli.operator;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.client.HttpApi;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has another server lead. */
@Command(description = "Has another voter lead: the one that is named, or the one whose log has come furthest")
public final class TransferLeaderCommand extends OperatorCommand {
    @Option(
            names = {"-id", "--id"},
            paramLabel = "<id>",
            description = "The node id of the server that shall lead.")
    private String id = "";

    /** @param environment where the answer goes, and what is not given as flags */
    public TransferLeaderCommand(Environment environment) {
        super(environment, "Error transferring leadership");
    }

    @Override
    void run(HttpApi api) throws CommandFailure {
        var query = id.isEmpty() ? Map.<String, String>of() : Map.of("id", id);
        var answer = object(ask(api, "POST", "/v1/operator/raft/transfer-leader", query, null));
        if (!answer.getBoolean("Success", false)) {
            throw failure("the server could not do it", null);
        }
        print("Success");
    }
}
