package io.curia.cli.snapshot;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.cli.command.VisibleText;
import io.curia.client.Faults;
import io.curia.snapshotagent.AgentLog;
import io.curia.snapshotagent.SnapshotAgent;
import io.curia.snapshotagent.config.AgentConfig;
import io.curia.snapshotagent.config.AgentConfigException;
import io.curia.snapshotagent.config.AgentName;
import io.curia.snapshotagent.config.ConfigSources;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Saves snapshots at regular times until it is told to stop, by SIGINT or SIGTERM; SIGHUP lets it read its configuration
 * anew. With interval 0 it saves one and ends.
 */
@Command(name = "agent", description = "Saves snapshots at regular times, and removes old ones")
public final class AgentCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss");

    /** What the environment says counts less than files and flags. */
    private static final Map<String, String> VARIABLES = Map.of(
            "CONSUL_HTTP_ADDR", "http_addr",
            "CONSUL_HTTP_TOKEN", "token",
            "CONSUL_CACERT", "ca_file",
            "CONSUL_CAPATH", "ca_path",
            "CONSUL_CLIENT_CERT", "cert_file",
            "CONSUL_CLIENT_KEY", "key_file",
            "CONSUL_TLS_SERVER_NAME", "tls_server_name");

    private final Environment environment;
    private volatile Level least = Level.INFO;

    @Mixin
    private AgentFlags flags = new AgentFlags();

    @Option(
            names = {"-config-file", "--config-file"},
            paramLabel = "<path>",
            description = "A JSON file with an object snapshot_agent; may be given several times.")
    private List<Path> files = List.of();

    @Option(
            names = {"-config-dir", "--config-dir"},
            paramLabel = "<path>",
            description = "A directory whose .json files are read in the order of their names.")
    private List<Path> directories = List.of();

    /** @param environment where the log goes, and what neither files nor flags say */
    public AgentCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws CommandFailure {
        SnapshotAgent agent;
        try {
            agent = SnapshotAgent.of(configuration(), log(), AgentName.ofProcess());
        } catch (AgentConfigException e) {
            throw new CommandFailure("Error reading the configuration: " + e.getMessage(), e);
        }
        Signals.handle("INT", agent::stop);
        Signals.handle("TERM", agent::stop);
        Signals.handle("HUP", () -> reload(agent));
        try {
            agent.run();
            return 0;
        } catch (IOException e) {
            throw new CommandFailure("Error saving snapshot: " + Faults.line(e), e);
        }
    }

    private AgentConfig configuration() throws AgentConfigException {
        var sources = new ConfigSources();
        VARIABLES.forEach((variable, key) -> {
            if (!environment.variable(variable).isEmpty()) {
                sources.set(key, environment.variable(variable));
            }
        });
        for (var file : files) {
            sources.addFile(file);
        }
        for (var directory : directories) {
            sources.addDirectory(directory);
        }
        flags.addTo(sources);
        var config = sources.read();
        least = config.logLevel();
        return config;
    }

    private void reload(SnapshotAgent agent) {
        try {
            agent.reload(configuration());
        } catch (AgentConfigException e) {
            log().log(Level.ERROR, "The configuration stays as it was: " + e.getMessage());
        }
    }

    private AgentLog log() {
        return (level, line) -> {
            if (level.getSeverity() >= least.getSeverity()) {
                String word =
                        switch (level) {
                            case WARNING -> "WARN";
                            case ERROR -> "ERR";
                            default -> level.getName();
                        };
                environment
                        .out()
                        .println(LocalDateTime.now(ZoneId.systemDefault()).format(TIME) + " [" + word + "] "
                                + VisibleText.of(line));
                environment.out().flush();
            }
        };
    }
}
