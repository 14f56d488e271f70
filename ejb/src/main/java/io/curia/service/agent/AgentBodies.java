package io.curia.service.agent;

import io.curia.agent.CheckDefinition;
import io.curia.http.json.JsonInput;
import io.curia.http.json.JsonObject;
import io.curia.http.json.JsonReader;
import io.curia.http.json.JsonValues;
import io.curia.model.ConnectProxyConfig;
import io.curia.model.HealthCheckDefinition;
import io.curia.model.NodeService;
import io.curia.model.ServiceAddress;
import io.curia.model.ServiceConnect;
import io.curia.model.Weights;
import io.curia.service.rows.ProxyBodies;
import io.curia.service.rows.ServiceBodies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Reads what is registered with an agent (http-api §16), with the names of fields in both of their spellings. */
final class AgentBodies {
    private static final JsonReader<List<String>> TEXTS = JsonValues.list(JsonValues.TEXT);

    /** A check of its own. */
    static final JsonReader<CheckDefinition> CHECK = checkFields()
            .field("ID", JsonValues.TEXT, (d, v) -> d.id = v)
            .field("ServiceID", JsonValues.TEXT, (d, v) -> d.serviceId = v, "service_id")
            .field("Token", JsonValues.TEXT, (d, v) -> {})
            .build(CheckDraft::finish);

    /** A check of a service, which is not named again. */
    private static final JsonReader<CheckDefinition> CHECK_OF_SERVICE =
            checkFields().ignore("ID", "ServiceID", "service_id", "Token").build(CheckDraft::finish);

    /** A service with its checks and its sidecar. */
    static final JsonReader<ServiceDefinition> SERVICE = JsonObject.into(ServiceDraft::new)
            .field("Kind", JsonValues.TEXT, (d, v) -> d.kind = v)
            .field("ID", JsonValues.TEXT, (d, v) -> d.id = v)
            .field("Name", JsonValues.TEXT, (d, v) -> d.name = v)
            .field("Tags", TEXTS, (d, v) -> d.tags = v)
            .field("Address", JsonValues.TEXT, (d, v) -> d.address = v)
            .field(
                    "TaggedAddresses",
                    JsonValues.map(ServiceBodies.ADDRESS),
                    (d, v) -> d.taggedAddresses = ServiceBodies.withoutNulls(v),
                    "tagged_addresses")
            .field("Meta", JsonValues.map(JsonValues.TEXT), (d, v) -> d.meta = v)
            .field("Port", JsonValues.INT, (d, v) -> d.port = v)
            .field("SocketPath", JsonValues.TEXT, (d, v) -> d.socketPath = v, "socket_path")
            .field("Check", CHECK_OF_SERVICE, (d, v) -> d.check = v)
            .field("Checks", JsonValues.list(CHECK_OF_SERVICE), (d, v) -> d.checks = v)
            .field("Weights", ServiceBodies.WEIGHTS, (d, v) -> d.weights = v)
            .field("EnableTagOverride", JsonValues.BOOL, (d, v) -> d.tagOverride = v, "enable_tag_override")
            .field("Proxy", ProxyBodies.PROXY, (d, v) -> d.proxy = v)
            .field("Connect", AgentBodies::connect, (d, v) -> d.connect = v)
            .ignore("Token", "Namespace", "Partition", "Locality")
            .build(ServiceDraft::finish);

    private static final JsonReader<ConnectDraft> CONNECT = JsonObject.into(ConnectDraft::new)
            .field("Native", JsonValues.BOOL, (d, v) -> d.isNative = v)
            .field("SidecarService", SERVICE, (d, v) -> d.sidecar = v, "sidecar_service")
            .build();

    /** A report for a check. */
    static final JsonReader<Report> REPORT = JsonObject.into(ReportDraft::new)
            .field("Status", JsonValues.TEXT, (d, v) -> d.status = v)
            .field("Output", JsonValues.TEXT, (d, v) -> d.output = v)
            .build(d -> new Report(d.status, d.output));

    /** What a client says about a check that waits for it. */
    record Report(String status, String output) {}

    private AgentBodies() {}

    /** A service may hold another one, so this cannot be a constant that {@link #SERVICE} is made with. */
    private static ConnectDraft connect(JsonInput in) {
        return CONNECT.read(in);
    }

    private static JsonObject.Builder<CheckDraft> checkFields() {
        return JsonObject.into(CheckDraft::new)
                .field("CheckID", JsonValues.TEXT, (d, v) -> d.checkId = v, "check_id")
                .field("Name", JsonValues.TEXT, (d, v) -> d.name = v)
                .field("Notes", JsonValues.TEXT, (d, v) -> d.notes = v)
                .field("Status", JsonValues.TEXT, (d, v) -> d.status = v)
                .field("ScriptArgs", TEXTS, (d, v) -> d.scriptArgs = v, "Args", "script_args")
                .field("HTTP", JsonValues.TEXT, (d, v) -> d.http = v)
                .field("Header", JsonValues.map(TEXTS), (d, v) -> d.header = v)
                .field("Method", JsonValues.TEXT, (d, v) -> d.method = v)
                .field("Body", JsonValues.TEXT, (d, v) -> d.body = v)
                .field("DisableRedirects", JsonValues.BOOL, (d, v) -> d.disableRedirects = v, "disable_redirects")
                .field("TCP", JsonValues.TEXT, (d, v) -> d.tcp = v)
                .field("H2PING", JsonValues.TEXT, (d, v) -> d.h2ping = v)
                .field("GRPC", JsonValues.TEXT, (d, v) -> d.grpc = v)
                .field("GRPCUseTLS", JsonValues.BOOL, (d, v) -> d.grpcUseTls = v, "grpc_use_tls")
                .field("Interval", JsonValues.DURATION, (d, v) -> d.interval = v)
                .field("Timeout", JsonValues.DURATION, (d, v) -> d.timeout = v)
                .field("TTL", JsonValues.DURATION, (d, v) -> d.ttl = v)
                .field("AliasNode", JsonValues.TEXT, (d, v) -> d.aliasNode = v, "alias_node")
                .field("AliasService", JsonValues.TEXT, (d, v) -> d.aliasService = v, "alias_service")
                .field("DockerContainerID", JsonValues.TEXT, (d, v) -> d.docker = v, "docker_container_id")
                .field("Shell", JsonValues.TEXT, (d, v) -> d.shell = v)
                .field("TLSServerName", JsonValues.TEXT, (d, v) -> d.tlsServerName = v, "tls_server_name")
                .field("TLSSkipVerify", JsonValues.BOOL, (d, v) -> d.tlsSkipVerify = v, "tls_skip_verify")
                .field("OutputMaxSize", JsonValues.LONG, (d, v) -> d.outputMaxSize = v, "output_max_size")
                .field("SuccessBeforePassing", JsonValues.INT, (d, v) -> d.successes = v, "success_before_passing")
                .field("FailuresBeforeCritical", JsonValues.INT, (d, v) -> d.failures = v, "failures_before_critical")
                .field(
                        "DeregisterCriticalServiceAfter",
                        JsonValues.DURATION,
                        (d, v) -> d.deregisterAfter = v,
                        "deregister_critical_service_after")
                .ignore("ProxyHTTP", "ProxyGRPC", "FailuresBeforeWarning", "Namespace", "Partition");
    }

    /** A service is not deregistered sooner than this after its check has become critical. */
    private static final long LEAST_DEREGISTER_AFTER = TimeUnit.MINUTES.toNanos(1);

    private static final class CheckDraft {
        private String id = "";
        private String checkId = "";
        private String name = "";
        private String notes = "";
        private String serviceId = "";
        private String status = "";
        private List<String> scriptArgs;
        private String http = "";
        private Map<String, List<String>> header;
        private String method = "";
        private String body = "";
        private boolean disableRedirects;
        private String tcp = "";
        private String h2ping = "";
        private String grpc = "";
        private boolean grpcUseTls;
        private long interval;
        private long timeout;
        private long ttl;
        private String aliasNode = "";
        private String aliasService = "";
        private String docker = "";
        private String shell = "";
        private String tlsServerName = "";
        private boolean tlsSkipVerify;
        private long outputMaxSize;
        private long deregisterAfter;
        private int successes;
        private int failures;

        private CheckDefinition finish() {
            var run = new HealthCheckDefinition(
                    http,
                    tlsServerName,
                    tlsSkipVerify,
                    header,
                    method,
                    body,
                    disableRedirects,
                    tcp,
                    h2ping,
                    interval,
                    outputMaxSize,
                    timeout,
                    deregisterAfter <= 0 ? 0 : Math.max(deregisterAfter, LEAST_DEREGISTER_AFTER),
                    scriptArgs,
                    docker,
                    shell,
                    grpc,
                    grpcUseTls,
                    aliasNode,
                    aliasService,
                    ttl);
            return new CheckDefinition(
                    id.isEmpty() ? checkId : id, name, notes, serviceId, status, run, successes, failures);
        }
    }

    private static final class ConnectDraft {
        private boolean isNative;
        private ServiceDefinition sidecar;
    }

    private static final class ReportDraft {
        private String status = "";
        private String output = "";
    }

    private static final class ServiceDraft {
        private String kind = "";
        private String id = "";
        private String name = "";
        private List<String> tags;
        private String address = "";
        private Map<String, ServiceAddress> taggedAddresses;
        private Map<String, String> meta;
        private int port;
        private String socketPath = "";
        private CheckDefinition check;
        private List<CheckDefinition> checks;
        private Weights weights;
        private boolean tagOverride;
        private ConnectProxyConfig proxy;
        private ConnectDraft connect;

        private ServiceDefinition finish() {
            var all = new ArrayList<CheckDefinition>();
            // clients that know of one check only write an empty one for none; in a list, it is meant
            if (check != null && !check.isEmpty()) {
                all.add(check);
            }
            if (checks != null) {
                checks.stream().filter(each -> each != null).forEach(all::add);
            }
            var service = new NodeService(
                    kind,
                    id.isEmpty() ? name : id,
                    name,
                    tags,
                    address,
                    taggedAddresses,
                    meta,
                    port,
                    socketPath,
                    weights == null ? Weights.DEFAULT : weights,
                    tagOverride,
                    ProxyBodies.ofAgent(proxy),
                    connect != null && connect.isNative ? ServiceConnect.NATIVE : ServiceConnect.EMPTY,
                    false,
                    0,
                    0);
            return new ServiceDefinition(service, !id.isEmpty(), all, connect == null ? null : connect.sidecar);
        }
    }
}
