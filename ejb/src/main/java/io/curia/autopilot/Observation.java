package io.curia.autopilot;

import io.curia.model.AutopilotConfig;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What the leader sees at one moment.
 *
 * @param servers all servers, each id once, in any order
 * @param leader the id of the leader
 * @param config the rules as operators have set them
 * @param heartbeat the longest time that passes between two signs of a leader when all is well
 * @param now the moment
 * @param running how long the autopilot of this leader has been at work
 */
public record Observation(
        List<Server> servers, String leader, AutopilotConfig config, Duration heartbeat, Moment now, Duration running) {
    public Observation {
        servers = List.copyOf(servers);
        Objects.requireNonNull(leader);
        Objects.requireNonNull(config);
        Objects.requireNonNull(heartbeat);
        Objects.requireNonNull(now);
        Objects.requireNonNull(running);
    }
}
