package io.curia.cli.operator;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.client.HttpApi;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes a server out of the Raft configuration. */
@Command(description = "Takes a server out of the Raft configuration, one that is gone for good")
public final class RemovePeerCommand extends OperatorCommand {
    private static final String FAILED = "Error removing peer";

    @Option(
            names = {"-address", "--address"},
            paramLabel = "<ip:port>",
            description = "The Raft address of the server.")
    private String address = "";

    @Option(
            names = {"-id", "--id"},
            paramLabel = "<id>",
            description = "The node id of the server.")
    private String id = "";

    /** @param environment where the answer goes, and what is not given as flags */
    public RemovePeerCommand(Environment environment) {
        super(environment, FAILED);
    }

    @Override
    void run(HttpApi api) throws CommandFailure {
        if (address.isEmpty() && id.isEmpty()) {
            throw new CommandFailure(FAILED + ": an address or id is required for the peer to remove");
        } else if (!address.isEmpty() && !id.isEmpty()) {
            throw new CommandFailure(FAILED + ": cannot give both an address and id");
        }
        var query = id.isEmpty() ? Map.of("address", address) : Map.of("id", id);
        ask(api, "DELETE", "/v1/operator/raft/peer", query, null);
        print(id.isEmpty() ? "Removed peer with address \"" + address + "\"" : "Removed peer with id \"" + id + "\"");
    }
}
