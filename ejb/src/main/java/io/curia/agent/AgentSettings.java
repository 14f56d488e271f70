package io.curia.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How the agent works.
 *
 * @param directory where it keeps what was registered with it; made when it is needed
 * @param scriptChecks whether checks may run commands on this machine
 * @param syncInterval time between two comparisons with the catalog
 * @param checkUpdateInterval how long changes of a check's output alone may be held back; zero for not at all
 * @param reapInterval how often it is looked for services that have been critical for too long
 */
public record AgentSettings(
        Path directory,
        boolean scriptChecks,
        Duration syncInterval,
        Duration checkUpdateInterval,
        Duration reapInterval) {
    public AgentSettings {
        Objects.requireNonNull(directory);
        Objects.requireNonNull(syncInterval);
        Objects.requireNonNull(checkUpdateInterval);
        Objects.requireNonNull(reapInterval);
    }
}
