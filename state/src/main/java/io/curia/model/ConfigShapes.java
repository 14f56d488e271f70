package io.curia.model;

import static io.curia.model.ConfigShape.Scalar.ANY_MAP;
import static io.curia.model.ConfigShape.Scalar.BOOL;
import static io.curia.model.ConfigShape.Scalar.FLOAT;
import static io.curia.model.ConfigShape.Scalar.INT;
import static io.curia.model.ConfigShape.Scalar.INTS;
import static io.curia.model.ConfigShape.Scalar.OPTIONAL_INT;
import static io.curia.model.ConfigShape.Scalar.OPTIONAL_TIME;
import static io.curia.model.ConfigShape.Scalar.STRING;
import static io.curia.model.ConfigShape.Scalar.STRINGS;
import static io.curia.model.ConfigShape.Scalar.STRING_MAP;

import io.curia.model.ConfigShape.Many;
import io.curia.model.ConfigShape.Named;
import io.curia.model.ConfigShape.Optional;
import io.curia.model.ConfigShape.Struct;
import java.util.Map;
import java.util.Set;

/** The fields of the config entries of each known kind, without their indexes (snapshot-format §4.6). */
public final class ConfigShapes {
    private static final Struct MESH_GATEWAY = new Struct(Map.of("Mode", STRING));
    private static final Struct TRANSPARENT_PROXY =
            new Struct(Map.of("OutboundListenerPort", INT, "DialedDirectly", BOOL));
    private static final Struct EXPOSE_PATH = new Struct(Map.of(
            "ListenerPort", INT, "Path", STRING, "LocalPathPort", INT, "Protocol", STRING, "ParsedFromCheck", BOOL));
    private static final Struct EXPOSE = new Struct(Map.of("Checks", BOOL, "Paths", new Many(EXPOSE_PATH)));

    private static final Struct LIMITS = new Struct(Map.of(
            "MaxConnections", OPTIONAL_INT, "MaxPendingRequests", OPTIONAL_INT, "MaxConcurrentRequests", OPTIONAL_INT));
    private static final Struct PASSIVE_HEALTH_CHECK = new Struct(Map.of("Interval", INT, "MaxFailures", INT));
    private static final Struct UPSTREAM = new Struct(Map.of(
            "Name", STRING,
            "EnvoyListenerJSON", STRING,
            "EnvoyClusterJSON", STRING,
            "Protocol", STRING,
            "ConnectTimeoutMs", INT,
            "Limits", new Optional(LIMITS),
            "PassiveHealthCheck", new Optional(PASSIVE_HEALTH_CHECK),
            "MeshGateway", MESH_GATEWAY));
    private static final Struct UPSTREAM_CONFIG =
            new Struct(Map.of("Overrides", new Many(new Optional(UPSTREAM)), "Defaults", new Optional(UPSTREAM)));

    private static final Struct REDIRECT =
            new Struct(Map.of("Service", STRING, "ServiceSubset", STRING, "Namespace", STRING, "Datacenter", STRING));
    private static final Struct FAILOVER =
            new Struct(Map.of("Service", STRING, "ServiceSubset", STRING, "Namespace", STRING, "Datacenters", STRINGS));
    private static final Struct SUBSET = new Struct(Map.of("Filter", STRING, "OnlyPassing", BOOL));
    private static final Struct COOKIE = new Struct(Map.of("Session", BOOL, "TTL", INT, "Path", STRING));
    private static final Struct HASH_POLICY = new Struct(Map.of(
            "Field", STRING,
            "FieldValue", STRING,
            "CookieConfig", new Optional(COOKIE),
            "SourceIP", BOOL,
            "Terminal", BOOL));
    private static final Struct LOAD_BALANCER = new Struct(Map.of(
            "Policy", STRING,
            "RingHashConfig", new Optional(new Struct(Map.of("MinimumRingSize", INT, "MaximumRingSize", INT))),
            "LeastRequestConfig", new Optional(new Struct(Map.of("ChoiceCount", INT))),
            "HashPolicies", new Many(HASH_POLICY)));

    private static final Struct HEADER = new Struct(Map.of(
            "Name", STRING,
            "Present", BOOL,
            "Exact", STRING,
            "Prefix", STRING,
            "Suffix", STRING,
            "Regex", STRING,
            "Invert", BOOL));
    private static final Struct HTTP = new Struct(Map.of(
            "PathExact", STRING,
            "PathPrefix", STRING,
            "PathRegex", STRING,
            "Header", new Many(HEADER),
            "Methods", STRINGS));
    private static final Struct QUERY_PARAM =
            new Struct(Map.of("Name", STRING, "Present", BOOL, "Exact", STRING, "Regex", STRING));
    private static final Struct ROUTE_DESTINATION = new Struct(Map.of(
            "Service", STRING,
            "ServiceSubset", STRING,
            "Namespace", STRING,
            "PrefixRewrite", STRING,
            "RequestTimeout", INT,
            "NumRetries", INT,
            "RetryOnConnectFailure", BOOL,
            "RetryOnStatusCodes", INTS));
    private static final Struct ROUTE = new Struct(Map.of(
            "Match",
                    new Optional(
                            new Struct(Map.of("HTTP", new Optional(HTTP.and("QueryParam", new Many(QUERY_PARAM)))))),
            "Destination", new Optional(ROUTE_DESTINATION)));
    private static final Struct SPLIT =
            new Struct(Map.of("Weight", FLOAT, "Service", STRING, "ServiceSubset", STRING, "Namespace", STRING));

    private static final Struct INGRESS_SERVICE =
            new Struct(Map.of("Name", STRING, "Hosts", STRINGS, "Meta", STRING_MAP));
    private static final Struct LISTENER =
            new Struct(Map.of("Port", INT, "Protocol", STRING, "Services", new Many(INGRESS_SERVICE)));
    private static final Struct LINKED_SERVICE =
            new Struct(Map.of("Name", STRING, "CAFile", STRING, "CertFile", STRING, "KeyFile", STRING, "SNI", STRING));

    private static final Struct PERMISSION = new Struct(Map.of("Action", STRING, "HTTP", new Optional(HTTP)));
    private static final Struct SOURCE = new Struct(Map.of(
            "Name", STRING,
            "Action", STRING,
            "Permissions", new Many(new Optional(PERMISSION)),
            "Precedence", INT,
            "LegacyID", STRING,
            "Type", STRING,
            "Description", STRING,
            "LegacyMeta", STRING_MAP,
            "LegacyCreateTime", OPTIONAL_TIME,
            "LegacyUpdateTime", OPTIONAL_TIME));

    private static final Struct NAMED = new Struct(Map.of("Kind", STRING, "Name", STRING, "Meta", STRING_MAP));

    private static final Struct PROXIED = NAMED.and("Mode", STRING)
            .and("TransparentProxy", TRANSPARENT_PROXY)
            .and("MeshGateway", MESH_GATEWAY)
            .and("Expose", EXPOSE);

    private static final Map<String, Struct> BY_KIND = Map.of(
            ConfigKind.SERVICE_DEFAULTS,
                    PROXIED.and("Protocol", STRING)
                            .and("ExternalSNI", STRING)
                            .and("UpstreamConfig", new Optional(UPSTREAM_CONFIG)),
            ConfigKind.PROXY_DEFAULTS, PROXIED.and("Config", ANY_MAP),
            ConfigKind.SERVICE_ROUTER, NAMED.and("Routes", new Many(ROUTE)),
            ConfigKind.SERVICE_SPLITTER, NAMED.and("Splits", new Many(SPLIT)),
            ConfigKind.SERVICE_RESOLVER,
                    NAMED.and("DefaultSubset", STRING)
                            .and("Subsets", new Named(SUBSET))
                            .and("Redirect", new Optional(REDIRECT))
                            .and("Failover", new Named(FAILOVER))
                            .and("ConnectTimeout", INT)
                            .and("LoadBalancer", new Optional(LOAD_BALANCER)),
            ConfigKind.INGRESS_GATEWAY,
                    NAMED.and("TLS", new Struct(Map.of("Enabled", BOOL))).and("Listeners", new Many(LISTENER)),
            ConfigKind.TERMINATING_GATEWAY, NAMED.and("Services", new Many(LINKED_SERVICE)),
            ConfigKind.SERVICE_INTENTIONS, NAMED.and("Sources", new Many(SOURCE)),
            ConfigKind.MESH,
                    new Struct(Map.of(
                            "TransparentProxy", new Struct(Map.of("MeshDestinationsOnly", BOOL)), "Meta", STRING_MAP)));

    private ConfigShapes() {}

    /**
     * One element of the Sources of intentions in its one form.
     *
     * @throws IllegalArgumentException if a field holds a value of another kind
     */
    @SuppressWarnings("unchecked") // structs are shaped into such maps
    static Map<String, Object> source(Map<String, Object> source) {
        return (Map<String, Object>) SOURCE.shaped(source);
    }

    /** The kinds that are known. */
    public static Set<String> kinds() {
        return BY_KIND.keySet();
    }

    /** The fields of a kind, or null if it is not known. */
    public static Struct ofKind(String kind) {
        return BY_KIND.get(kind);
    }
}
