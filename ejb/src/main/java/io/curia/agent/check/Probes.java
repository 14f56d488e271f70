package io.curia.agent.check;

import io.curia.client.tls.TlsSettings;
import io.curia.model.HealthCheckDefinition;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** Makes probes of definitions; those by HTTP share clients. Thread-safe. */
public final class Probes {
    private static final long DEFAULT_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long DEFAULT_SCRIPT_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final TlsSettings UNVERIFIED = new TlsSettings("", "", "", "", "", false);

    /** What must be set for a whole client, not for a request. */
    private enum Variant {
        PLAIN,
        NO_REDIRECTS,
        ANY_CERTIFICATE,
        NO_REDIRECTS_ANY_CERTIFICATE;

        private boolean redirects() {
            return this == PLAIN || this == ANY_CERTIFICATE;
        }

        private boolean anyCertificate() {
            return this == ANY_CERTIFICATE || this == NO_REDIRECTS_ANY_CERTIFICATE;
        }

        private static Variant of(HealthCheckDefinition definition) {
            if (definition.disableRedirects()) {
                return definition.tlsSkipVerify() ? NO_REDIRECTS_ANY_CERTIFICATE : NO_REDIRECTS;
            }
            return definition.tlsSkipVerify() ? ANY_CERTIFICATE : PLAIN;
        }
    }

    private final Executor blocking;
    private final Executor scripts;
    private final Map<Variant, HttpClient> clients = new EnumMap<>(Variant.class);

    /**
     * @param blocking bounded threads for what blocks for a moment: names, connections, work of the HTTP clients
     * @param scripts bounded threads for what waits for a process
     */
    public Probes(Executor blocking, Executor scripts) {
        this.blocking = blocking;
        this.scripts = scripts;
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

    /**
     * The probe of a definition that {@linkplain #canRun can be run}.
     *
     * @throws IllegalArgumentException if its URL or address is none; the message says what is wrong
     */
    public Probe of(HealthCheckDefinition definition) {
        if (!definition.http().isEmpty()) {
            return new HttpProbe(
                    client(Variant.of(definition)), definition, timeout(definition, DEFAULT_TIMEOUT_NANOS));
        }
        if (!definition.tcp().isEmpty()) {
            return new TcpProbe(definition.tcp(), timeout(definition, DEFAULT_TIMEOUT_NANOS), blocking);
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

    private synchronized HttpClient client(Variant variant) {
        return clients.computeIfAbsent(variant, this::newClient);
    }

    private HttpClient newClient(Variant variant) {
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(blocking)
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(variant.redirects() ? HttpClient.Redirect.NORMAL : HttpClient.Redirect.NEVER);
        if (variant.anyCertificate()) {
            builder.sslContext(trustingContext());
        }
        return builder.build();
    }

    private static SSLContext trustingContext() {
        try {
            return UNVERIFIED.context();
        } catch (IOException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }
}
