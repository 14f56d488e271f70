package io.curia.snapshotagent;

import io.curia.snapshotagent.config.AgentConfig;
import io.curia.snapshotagent.config.LocalStorage;
import io.curia.snapshotagent.config.ServerAccess;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Configurations in which only a few things matter. */
public final class TestConfigs {
    private TestConfigs() {}

    /** An agent that saves every hour. */
    public static AgentConfig hourly(String server, String lock, Path directory) {
        return of(Duration.ofHours(1), server, lock, directory);
    }

    /** An agent that saves once. */
    public static AgentConfig once(String server, String lock, Path directory) {
        return of(Duration.ZERO, server, lock, directory);
    }

    private static AgentConfig of(Duration interval, String server, String lock, Path directory) {
        return new AgentConfig(
                ServerAccess.of(URI.create(server), ""),
                new AgentConfig.Schedule(interval, 3, false, 3),
                new AgentConfig.Presence("consul-snapshot", Duration.ofDays(3), lock),
                Optional.empty(),
                List.of(new LocalStorage(directory)),
                Level.INFO);
    }
}
