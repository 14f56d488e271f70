package io.curia.autopilot;

import java.util.Objects;

/**
 * A server and how well it is.
 *
 * @param server as the leader sees it
 * @param health how well it is
 */
public record ServerState(Server server, Health health) {
    public ServerState {
        Objects.requireNonNull(server);
        Objects.requireNonNull(health);
    }

    /** Its node id. */
    public String id() {
        return server.id();
    }

    boolean isHealthyVoter() {
        return server.voter() && health.healthy();
    }
}
