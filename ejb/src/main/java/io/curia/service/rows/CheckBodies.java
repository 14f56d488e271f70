package io.curia.service.rows;

import io.curia.http.json.JsonObject;
import io.curia.http.json.JsonReader;
import io.curia.http.json.JsonValues;
import io.curia.model.HealthCheck;
import io.curia.model.HealthCheckDefinition;
import java.util.List;
import java.util.Map;

/** How clients describe checks for the catalog (http-api §7). */
public final class CheckBodies {
    /** A check's definition in full; durations are texts or nanoseconds. */
    public static final JsonReader<HealthCheckDefinition> DEFINITION = JsonObject.into(Definition::new)
            .field("HTTP", JsonValues.TEXT, (d, v) -> d.http = v)
            .field("TLSServerName", JsonValues.TEXT, (d, v) -> d.tlsServerName = v)
            .field("TLSSkipVerify", JsonValues.BOOL, (d, v) -> d.tlsSkipVerify = v)
            .field("Header", JsonValues.map(JsonValues.list(JsonValues.TEXT)), (d, v) -> d.header = v)
            .field("Method", JsonValues.TEXT, (d, v) -> d.method = v)
            .field("Body", JsonValues.TEXT, (d, v) -> d.body = v)
            .field("DisableRedirects", JsonValues.BOOL, (d, v) -> d.disableRedirects = v)
            .field("TCP", JsonValues.TEXT, (d, v) -> d.tcp = v)
            .field("H2PING", JsonValues.TEXT, (d, v) -> d.h2ping = v)
            .field("Interval", JsonValues.DURATION, (d, v) -> d.interval = v, "IntervalDuration")
            .field("OutputMaxSize", JsonValues.UNSIGNED, (d, v) -> d.outputMaxSize = v)
            .field("Timeout", JsonValues.DURATION, (d, v) -> d.timeout = v, "TimeoutDuration")
            .field(
                    "DeregisterCriticalServiceAfter",
                    JsonValues.DURATION,
                    (d, v) -> d.deregisterAfter = v,
                    "DeregisterCriticalServiceAfterDuration")
            .field("ScriptArgs", JsonValues.list(JsonValues.TEXT), (d, v) -> d.scriptArgs = v)
            .field("DockerContainerID", JsonValues.TEXT, (d, v) -> d.dockerContainerId = v)
            .field("Shell", JsonValues.TEXT, (d, v) -> d.shell = v)
            .field("GRPC", JsonValues.TEXT, (d, v) -> d.grpc = v)
            .field("GRPCUseTLS", JsonValues.BOOL, (d, v) -> d.grpcUseTls = v)
            .field("AliasNode", JsonValues.TEXT, (d, v) -> d.aliasNode = v)
            .field("AliasService", JsonValues.TEXT, (d, v) -> d.aliasService = v)
            .field("TTL", JsonValues.DURATION, (d, v) -> d.ttl = v, "TTLDuration")
            .build(Definition::finish);

    /** The part of a definition that transactions take; the rest is passed over. */
    public static final JsonReader<HealthCheckDefinition> TRANSACTION_DEFINITION = JsonObject.into(Definition::new)
            .field("HTTP", JsonValues.TEXT, (d, v) -> d.http = v)
            .field("TLSServerName", JsonValues.TEXT, (d, v) -> d.tlsServerName = v)
            .field("TLSSkipVerify", JsonValues.BOOL, (d, v) -> d.tlsSkipVerify = v)
            .field("Header", JsonValues.map(JsonValues.list(JsonValues.TEXT)), (d, v) -> d.header = v)
            .field("Method", JsonValues.TEXT, (d, v) -> d.method = v)
            .field("Body", JsonValues.TEXT, (d, v) -> d.body = v)
            .field("TCP", JsonValues.TEXT, (d, v) -> d.tcp = v)
            .field("GRPC", JsonValues.TEXT, (d, v) -> d.grpc = v)
            .field("GRPCUseTLS", JsonValues.BOOL, (d, v) -> d.grpcUseTls = v)
            .field("Interval", JsonValues.DURATION, (d, v) -> d.interval = v, "IntervalDuration")
            .field("Timeout", JsonValues.DURATION, (d, v) -> d.timeout = v, "TimeoutDuration")
            .field(
                    "DeregisterCriticalServiceAfter",
                    JsonValues.DURATION,
                    (d, v) -> d.deregisterAfter = v,
                    "DeregisterCriticalServiceAfterDuration")
            .tolerant()
            .build(Definition::finish);

    /** A check as the catalog keeps it, with its indexes. Nothing is checked or filled in. */
    public static final JsonReader<HealthCheck> CHECK = reader(DEFINITION);

    private CheckBodies() {}

    /** A check whose definition is read another way. */
    public static JsonReader<HealthCheck> reader(JsonReader<HealthCheckDefinition> definition) {
        return JsonObject.into(Check::new)
                .field("Node", JsonValues.TEXT, (d, v) -> d.node = v)
                .field("CheckID", JsonValues.TEXT, (d, v) -> d.checkId = v)
                .field("Name", JsonValues.TEXT, (d, v) -> d.name = v)
                .field("Status", JsonValues.TEXT, (d, v) -> d.status = v)
                .field("Notes", JsonValues.TEXT, (d, v) -> d.notes = v)
                .field("Output", JsonValues.TEXT, (d, v) -> d.output = v)
                .field("ServiceID", JsonValues.TEXT, (d, v) -> d.serviceId = v)
                .field("ServiceName", JsonValues.TEXT, (d, v) -> d.serviceName = v)
                .field("ServiceTags", JsonValues.list(JsonValues.TEXT), (d, v) -> d.serviceTags = v)
                .field("Type", JsonValues.TEXT, (d, v) -> d.type = v)
                .field("Interval", JsonValues.TEXT, (d, v) -> d.interval = v)
                .field("Timeout", JsonValues.TEXT, (d, v) -> d.timeout = v)
                .field("ExposedPort", JsonValues.INT, (d, v) -> d.exposedPort = v)
                .field("Definition", definition, (d, v) -> d.definition = v == null ? HealthCheckDefinition.EMPTY : v)
                .field("CreateIndex", JsonValues.UNSIGNED, (d, v) -> d.createIndex = v)
                .field("ModifyIndex", JsonValues.UNSIGNED, (d, v) -> d.modifyIndex = v)
                .build(Check::finish);
    }

    private static final class Definition {
        private String http = "";
        private String tlsServerName = "";
        private boolean tlsSkipVerify;
        private Map<String, List<String>> header;
        private String method = "";
        private String body = "";
        private boolean disableRedirects;
        private String tcp = "";
        private String h2ping = "";
        private long interval;
        private long outputMaxSize;
        private long timeout;
        private long deregisterAfter;
        private List<String> scriptArgs;
        private String dockerContainerId = "";
        private String shell = "";
        private String grpc = "";
        private boolean grpcUseTls;
        private String aliasNode = "";
        private String aliasService = "";
        private long ttl;

        private HealthCheckDefinition finish() {
            return new HealthCheckDefinition(
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
                    deregisterAfter,
                    scriptArgs,
                    dockerContainerId,
                    shell,
                    grpc,
                    grpcUseTls,
                    aliasNode,
                    aliasService,
                    ttl);
        }
    }

    private static final class Check {
        private String node = "";
        private String checkId = "";
        private String name = "";
        private String status = "";
        private String notes = "";
        private String output = "";
        private String serviceId = "";
        private String serviceName = "";
        private List<String> serviceTags;
        private String type = "";
        private String interval = "";
        private String timeout = "";
        private int exposedPort;
        private HealthCheckDefinition definition = HealthCheckDefinition.EMPTY;
        private long createIndex;
        private long modifyIndex;

        private HealthCheck finish() {
            return new HealthCheck(
                    node,
                    checkId,
                    name,
                    status,
                    notes,
                    output,
                    serviceId,
                    serviceName,
                    serviceTags,
                    type,
                    interval,
                    timeout,
                    exposedPort,
                    definition,
                    createIndex,
                    modifyIndex);
        }
    }
}
