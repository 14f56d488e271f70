package io.curia.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a check does, for those who run it; the catalog only keeps it (fsm-commands §3). Durations are nanoseconds.
 *
 * @param http a URL to ask
 * @param tlsServerName the name expected in its certificate
 * @param tlsSkipVerify whether the certificate is not verified
 * @param header headers sent; null and empty differ
 * @param method the method, an empty text for GET
 * @param body a body sent
 * @param disableRedirects whether redirects are not followed
 * @param tcp an address to connect to
 * @param h2ping an address to send HTTP/2 pings to
 * @param interval time between two runs
 * @param outputMaxSize bytes of output kept
 * @param timeout of one run
 * @param deregisterCriticalServiceAfter how long a service may be critical before it is deregistered; 0 for ever
 * @param scriptArgs a command line; null and empty differ
 * @param dockerContainerId where the command runs
 * @param shell the shell for it there
 * @param grpc an address, and service, to ask for its health
 * @param grpcUseTls whether by TLS
 * @param aliasNode the node whose health is shown
 * @param aliasService the service whose health is shown
 * @param ttl time within which the check must be renewed
 */
public record HealthCheckDefinition(
        String http,
        String tlsServerName,
        boolean tlsSkipVerify,
        Map<String, List<String>> header,
        String method,
        String body,
        boolean disableRedirects,
        String tcp,
        String h2ping,
        long interval,
        long outputMaxSize,
        long timeout,
        long deregisterCriticalServiceAfter,
        List<String> scriptArgs,
        String dockerContainerId,
        String shell,
        String grpc,
        boolean grpcUseTls,
        String aliasNode,
        String aliasService,
        long ttl) {
    /** Nothing. */
    public static final HealthCheckDefinition EMPTY = new HealthCheckDefinition(
            "", "", false, null, "", "", false, "", "", 0, 0, 0, 0, null, "", "", "", false, "", "", 0);

    public HealthCheckDefinition {
        Objects.requireNonNull(http);
        Objects.requireNonNull(tcp);
        header = CompactMap.copyOf(header);
        scriptArgs = Lists.copyOf(scriptArgs);
    }
}
