package io.curia.cli.recover;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.HttpFaults;
import io.curia.client.HttpApi;
import io.curia.client.RefusedRequestException;
import io.curia.raft.offline.LogDirectory;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A server that is asked over HTTP, which may be away, or be without a leader. */
record LiveServer(HttpApi api) {
    private static final String SELF = "/v1/agent/self";
    /** A read that only a leader with a majority behind it can let through. */
    private static final String CONFIRMED = "/v1/catalog/nodes";

    private static final String RECOVER = "/v1/operator/raft/recover";
    /** One that votes, in the text in which a server tells of all. */
    private static final Pattern VOTER = Pattern.compile("\\{Suffrage:Voter ID:(\\S+) Address:([^}\\s]*)}");

    String place() {
        return api.base().getHost() + ":" + api.base().getPort();
    }

    /** Whether it reaches a leader that a majority confirms. */
    boolean hasMajority() {
        try {
            api.text("GET", CONFIRMED, Map.of("consistent", ""), null, null);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Has it found the group anew with its state, by a restart. */
    void foundAnew(String nodeId) throws CommandFailure {
        try {
            api.text("PUT", RECOVER, Map.of("id", nodeId), "", null);
        } catch (IOException e) {
            throw new CommandFailure(
                    "The server at " + place() + " does not found the group anew: "
                            + HttpFaults.text(api, "PUT", RECOVER, e),
                    e);
        }
    }

    /** What it tells of itself, which it does without a leader too. */
    Remains remains() {
        try (var reader = Json.createReader(new StringReader(api.text("GET", SELF, Map.of(), null, null)))) {
            var self = reader.readObject();
            var config = object(self, "Config");
            var raft = object(object(self, "Stats"), "raft");
            var nodeId = config.getString("NodeID", "");
            return new Remains(
                    place(),
                    nodeId,
                    config.getString("NodeName", ""),
                    "runs",
                    number(raft, "term"),
                    number(raft, "last_log_term"),
                    number(raft, "last_log_index"),
                    number(raft, "applied_index"),
                    "leader heard " + raft.getString("last_contact", "never"),
                    voters(raft.getString("latest_configuration", ""), nodeId));
        } catch (RefusedRequestException e) {
            return unknown("refuses: " + e.getMessage());
        } catch (IOException e) {
            return unknown("no answer: " + HttpFaults.text(api, "GET", SELF, e));
        } catch (JsonException e) {
            return unknown("its answer is not what was asked for");
        }
    }

    private Remains unknown(String why) {
        return new Remains(place(), "", "", why, -1, -1, -1, -1, "", List.of());
    }

    private static List<LogDirectory.Voter> voters(String configuration, String nodeId) {
        return VOTER.matcher(configuration)
                .results()
                .map(voter -> new LogDirectory.Voter(
                        voter.group(1), "", voter.group(2), voter.group(1).equals(nodeId)))
                .toList();
    }

    private static JsonObject object(JsonObject json, String field) {
        return json.get(field) instanceof JsonObject object ? object : JsonObject.EMPTY_JSON_OBJECT;
    }

    private static long number(JsonObject json, String field) {
        try {
            return Long.parseLong(json.getString(field, "-1"));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
