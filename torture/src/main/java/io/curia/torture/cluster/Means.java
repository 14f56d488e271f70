package io.curia.torture.cluster;

import io.curia.torture.agent.Plant;
import java.nio.file.Path;
import java.util.List;

/**
 * What this machine lets be done to servers.
 *
 * @param network cuts packets between servers; null where it cannot
 * @param mounts whether each server can have a small file system of its own, which takes root
 * @param clock the library that steps a server's clock; null where it cannot be had
 * @param agent the jar that goes into each server, for faults of its disk and planted mistakes; null to leave servers as they are
 * @param plants the mistakes
 */
public record Means(Network network, boolean mounts, SteppedClock clock, Path agent, List<Plant> plants) {
    public Means {
        plants = List.copyOf(plants);
    }
}
