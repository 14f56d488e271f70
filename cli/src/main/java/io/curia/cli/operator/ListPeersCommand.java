package io.curia.cli.operator;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.client.HttpApi;
import jakarta.json.JsonObject;
import java.util.Map;
import picocli.CommandLine.Command;

/** Lists the members of the Raft configuration. */
@Command(description = "Lists the servers of the Raft configuration: who leads, and who votes")
public final class ListPeersCommand extends OperatorCommand {
    /** @param environment where the answer goes, and what is not given as flags */
    public ListPeersCommand(Environment environment) {
        super(environment, "Error getting peers: Failed to retrieve raft configuration");
    }

    @Override
    void run(HttpApi api) throws CommandFailure {
        var peers = get(api, "/v1/operator/raft/configuration", Map.of());
        var columns = new Columns().line("Node", "ID", "Address", "State", "Voter", "RaftProtocol");
        for (JsonObject peer : peers.getJsonArray("Servers").getValuesAs(JsonObject.class)) {
            columns.line(
                    peer.getString("Node"),
                    peer.getString("ID"),
                    peer.getString("Address"),
                    peer.getBoolean("Leader") ? "leader" : "follower",
                    peer.getBoolean("Voter"),
                    peer.getString("ProtocolVersion"));
        }
        print(columns.toString());
    }
}
