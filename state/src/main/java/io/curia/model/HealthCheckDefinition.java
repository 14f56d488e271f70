package io.curia.model;

import static io.curia.model.Trait.Plain.OMIT_EMPTY;

import io.curia.model.Field.Flag;
import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
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
    private static final Shape.Fields<HealthCheckDefinition> FIELDS = new Shape.Fields<>();
    public static final Whole<HealthCheckDefinition> INTERVAL = FIELDS.duration(
            "Interval", HealthCheckDefinition::interval, new Trait.Alias("IntervalDuration"), OMIT_EMPTY);
    public static final Whole<HealthCheckDefinition> OUTPUT_MAX_SIZE =
            FIELDS.uint64("OutputMaxSize", HealthCheckDefinition::outputMaxSize, OMIT_EMPTY);
    public static final Whole<HealthCheckDefinition> TIMEOUT =
            FIELDS.duration("Timeout", HealthCheckDefinition::timeout, new Trait.Alias("TimeoutDuration"), OMIT_EMPTY);
    public static final Whole<HealthCheckDefinition> DEREGISTER_CRITICAL_SERVICE_AFTER = FIELDS.duration(
            "DeregisterCriticalServiceAfter",
            HealthCheckDefinition::deregisterCriticalServiceAfter,
            new Trait.Alias("DeregisterCriticalServiceAfterDuration"),
            OMIT_EMPTY);
    public static final Value<HealthCheckDefinition, String> HTTP =
            FIELDS.text("HTTP", HealthCheckDefinition::http, OMIT_EMPTY);
    public static final Value<HealthCheckDefinition, String> TLS_SERVER_NAME =
            FIELDS.text("TLSServerName", HealthCheckDefinition::tlsServerName, OMIT_EMPTY);
    public static final Flag<HealthCheckDefinition> TLS_SKIP_VERIFY =
            FIELDS.flag("TLSSkipVerify", HealthCheckDefinition::tlsSkipVerify, OMIT_EMPTY);
    public static final Value<HealthCheckDefinition, Map<String, List<String>>> HEADER =
            FIELDS.textsMap("Header", HealthCheckDefinition::header, OMIT_EMPTY);
    public static final Value<HealthCheckDefinition, String> METHOD =
            FIELDS.text("Method", HealthCheckDefinition::method, OMIT_EMPTY);
    public static final Value<HealthCheckDefinition, String> BODY =
            FIELDS.text("Body", HealthCheckDefinition::body, OMIT_EMPTY);
    public static final Flag<HealthCheckDefinition> DISABLE_REDIRECTS =
            FIELDS.flag("DisableRedirects", HealthCheckDefinition::disableRedirects, OMIT_EMPTY);
    public static final Value<HealthCheckDefinition, String> TCP =
            FIELDS.text("TCP", HealthCheckDefinition::tcp, OMIT_EMPTY);
    public static final Value<HealthCheckDefinition, String> H2PING =
            FIELDS.text("H2PING", HealthCheckDefinition::h2ping, OMIT_EMPTY);
    public static final Value<HealthCheckDefinition, List<String>> SCRIPT_ARGS =
            FIELDS.texts("ScriptArgs", HealthCheckDefinition::scriptArgs, OMIT_EMPTY);
    public static final Value<HealthCheckDefinition, String> DOCKER_CONTAINER_ID =
            FIELDS.text("DockerContainerID", HealthCheckDefinition::dockerContainerId, OMIT_EMPTY);
    public static final Value<HealthCheckDefinition, String> SHELL =
            FIELDS.text("Shell", HealthCheckDefinition::shell, OMIT_EMPTY);
    public static final Value<HealthCheckDefinition, String> GRPC =
            FIELDS.text("GRPC", HealthCheckDefinition::grpc, OMIT_EMPTY);
    public static final Flag<HealthCheckDefinition> GRPC_USE_TLS =
            FIELDS.flag("GRPCUseTLS", HealthCheckDefinition::grpcUseTls, OMIT_EMPTY);
    public static final Value<HealthCheckDefinition, String> ALIAS_NODE =
            FIELDS.text("AliasNode", HealthCheckDefinition::aliasNode, OMIT_EMPTY);
    public static final Value<HealthCheckDefinition, String> ALIAS_SERVICE =
            FIELDS.text("AliasService", HealthCheckDefinition::aliasService, OMIT_EMPTY);
    public static final Whole<HealthCheckDefinition> TTL =
            FIELDS.nanos("TTL", HealthCheckDefinition::ttl, new Trait.Alias("TTLDuration"), OMIT_EMPTY);

    /** Its fields. */
    public static final Shape<HealthCheckDefinition> SHAPE = FIELDS.make(draft -> new HealthCheckDefinition(
            draft.get(HTTP),
            draft.get(TLS_SERVER_NAME),
            draft.get(TLS_SKIP_VERIFY),
            draft.get(HEADER),
            draft.get(METHOD),
            draft.get(BODY),
            draft.get(DISABLE_REDIRECTS),
            draft.get(TCP),
            draft.get(H2PING),
            draft.get(INTERVAL),
            draft.get(OUTPUT_MAX_SIZE),
            draft.get(TIMEOUT),
            draft.get(DEREGISTER_CRITICAL_SERVICE_AFTER),
            draft.get(SCRIPT_ARGS),
            draft.get(DOCKER_CONTAINER_ID),
            draft.get(SHELL),
            draft.get(GRPC),
            draft.get(GRPC_USE_TLS),
            draft.get(ALIAS_NODE),
            draft.get(ALIAS_SERVICE),
            draft.get(TTL)));

    /** Nothing. */
    public static final HealthCheckDefinition EMPTY = SHAPE.zero();

    public HealthCheckDefinition {
        Objects.requireNonNull(http);
        Objects.requireNonNull(tcp);
        header = CompactMap.copyOf(header);
        scriptArgs = Lists.copyOf(scriptArgs);
    }
}
