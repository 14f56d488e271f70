package io.curia.agent.check;

import io.curia.model.HealthCheckDefinition;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Makes probes of definitions; Thread-safe. */
public final class Probes {
    private static final long DEFAULT_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long DEFAULT_SCRIPT_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Executor turns;
    private final Executor scripts;
    private final Dialer dialer;

    /**
     * @param turns threads for probes that connect, each of which holds one until it is done
     * @param scripts bounded threads for what waits for a process
     */
    public Probes(Executor turns, Executor scripts) {
        this(turns, scripts, Dialer.ofTheMachine());
    }

    Probes(Executor turns, Executor scripts, Dialer dialer) {
        this.turns = turns;
        this.scripts = scripts;
        this.dialer = dialer;
    }

    /** Whether a definition of this kind can be run here; the others are gRPC, HTTP/2 pings and containers. */
    public static boolean canRun(HealthCheckDefinition definition) {
        return !definition.http().isEmpty() || !definition.tcp().isEmpty() || isScript(definition);
    }

    /** Whether it runs a command on this machine. */
    public static boolean isScript(HealthCheckDefinition definition) {
        return definition.scriptArgs() != null
                && !definition.scriptArgs().isEmpty()
                && definition.dockerContainerId().isEmpty();
    }

    /** The probe of a definition that {@linkplain #canRun can be run}; whether it can work shows when it does. */
    public Probe of(HealthCheckDefinition definition) {
        if (!definition.http().isEmpty()) {
            return new HttpProbe(definition, timeout(definition, DEFAULT_TIMEOUT_NANOS), dialer, turns);
        }
        if (!definition.tcp().isEmpty()) {
            return new TcpProbe(definition.tcp(), timeout(definition, DEFAULT_TIMEOUT_NANOS), dialer, turns);
        }
        return new ScriptProbe(
                definition.scriptArgs(),
                timeout(definition, DEFAULT_SCRIPT_TIMEOUT_NANOS),
                Output.limit(definition.outputMaxSize()),
                scripts);
    }

    private static long timeout(HealthCheckDefinition definition, long otherwise) {
        return definition.timeout() > 0 ? definition.timeout() : otherwise;
    }
}
