package io.curia.conformance;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The server that conversations are had with, and what it says of itself.
 *
 * @param token what every request brings that names no token of its own
 */
public record Server(URI url, Optional<String> token, String node, String nodeId, String address, String datacenter) {
    /**
     * Asks a server what it is.
     *
     * @throws PlayException if it does not answer as a server does
     */
    public static Server at(URI url, Optional<String> token) throws PlayException {
        var headers =
                token.map(each -> java.util.Map.of("X-Consul-Token", each)).orElse(java.util.Map.of());
        var answer = new Wire(url).send(new Wire.Request("GET", "/v1/agent/self", headers, Optional.empty(), false));
        if (answer.status() != 200) {
            throw new PlayException("the server does not tell what it is: " + answer.status());
        }
        var self = Json.read(answer.body()).asJsonObject();
        var config = self.getJsonObject("Config");
        return new Server(
                url,
                token,
                config.getString("NodeName"),
                config.getString("NodeID", ""),
                self.getJsonObject("Member").getString("Addr"),
                config.getString("Datacenter"));
    }

    /** What names stand for at the beginning of a conversation; it has names of its own on the server. */
    Variables variables(String conversation) {
        String own = "cf-" + conversation.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + "-"
                + UUID.randomUUID().toString().substring(0, 6);
        var variables = new Variables();
        variables.set("p", own);
        variables.set("P", own.toUpperCase(Locale.ROOT));
        for (int i = 1; i <= 9; i++) {
            variables.set("uuid" + i, UUID.randomUUID().toString());
        }
        variables.set("node", node);
        variables.set("node_id", nodeId);
        variables.set("node_addr", address);
        variables.set("dc", datacenter);
        variables.set("token", token.orElse(""));
        return variables;
    }
}
