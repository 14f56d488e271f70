package io.curia.service.rows;

import io.curia.http.json.JsonWriter;
import io.curia.http.json.Optionals;
import io.curia.model.HealthCheck;
import io.curia.model.HealthCheckDefinition;
import java.util.List;
import java.util.Map;

/** How checks look on the wire (http-api §7). */
public final class CheckJson {
    private static final JsonWriter.Name NODE = JsonWriter.Name.of("Node");
    private static final JsonWriter.Name CHECK_ID = JsonWriter.Name.of("CheckID");
    private static final JsonWriter.Name NAME = JsonWriter.Name.of("Name");
    private static final JsonWriter.Name STATUS = JsonWriter.Name.of("Status");
    private static final JsonWriter.Name NOTES = JsonWriter.Name.of("Notes");
    private static final JsonWriter.Name OUTPUT = JsonWriter.Name.of("Output");
    private static final JsonWriter.Name SERVICE_ID = JsonWriter.Name.of("ServiceID");
    private static final JsonWriter.Name SERVICE_NAME = JsonWriter.Name.of("ServiceName");
    private static final JsonWriter.Name SERVICE_TAGS = JsonWriter.Name.of("ServiceTags");
    private static final JsonWriter.Name TYPE = JsonWriter.Name.of("Type");
    private static final JsonWriter.Name INTERVAL = JsonWriter.Name.of("Interval");
    private static final JsonWriter.Name TIMEOUT = JsonWriter.Name.of("Timeout");
    private static final JsonWriter.Name EXPOSED_PORT = JsonWriter.Name.of("ExposedPort");
    private static final JsonWriter.Name DEFINITION = JsonWriter.Name.of("Definition");
    private static final JsonWriter.Name CREATE_INDEX = JsonWriter.Name.of("CreateIndex");
    private static final JsonWriter.Name MODIFY_INDEX = JsonWriter.Name.of("ModifyIndex");

    private CheckJson() {}

    /** Writes one check. */
    public static void write(HealthCheck check, JsonWriter json) {
        write(check, json, false);
    }

    /** As {@link #write(HealthCheck, JsonWriter)}, but tags that are null stay so. */
    public static void writeAsKept(HealthCheck check, JsonWriter json) {
        write(check, json, true);
    }

    private static void write(HealthCheck check, JsonWriter json, boolean asKept) {
        json.beginObject();
        json.name(NODE).value(check.node());
        json.name(CHECK_ID).value(check.checkId());
        json.name(NAME).value(check.name());
        json.name(STATUS).value(check.status());
        json.name(NOTES).value(check.notes());
        json.name(OUTPUT).value(check.output());
        json.name(SERVICE_ID).value(check.serviceId());
        json.name(SERVICE_NAME).value(check.serviceName());
        json.name(SERVICE_TAGS);
        if (asKept && check.serviceTags() == null) {
            json.nullValue();
        } else {
            json.texts(check.serviceTags());
        }
        json.name(TYPE).value(check.type());
        json.name(INTERVAL).value(check.interval());
        json.name(TIMEOUT).value(check.timeout());
        json.name(EXPOSED_PORT).value(check.exposedPort());
        definition(check.definition(), json.name(DEFINITION));
        json.name(CREATE_INDEX).unsigned(check.createIndex());
        json.name(MODIFY_INDEX).unsigned(check.modifyIndex());
        json.endObject();
    }

    /** What is not set is left out. */
    private static void definition(HealthCheckDefinition definition, JsonWriter json) {
        json.beginObject();
        if (!definition.equals(HealthCheckDefinition.EMPTY)) {
            Optionals set = new Optionals(json);
            set.duration("Interval", definition.interval());
            set.number("OutputMaxSize", definition.outputMaxSize());
            set.duration("Timeout", definition.timeout());
            set.duration("DeregisterCriticalServiceAfter", definition.deregisterCriticalServiceAfter());
            set.text("HTTP", definition.http());
            set.text("TLSServerName", definition.tlsServerName());
            set.flag("TLSSkipVerify", definition.tlsSkipVerify());
            headers(definition.header(), json);
            set.text("Method", definition.method());
            set.text("Body", definition.body());
            set.flag("DisableRedirects", definition.disableRedirects());
            set.text("TCP", definition.tcp());
            set.text("H2PING", definition.h2ping());
            set.texts("ScriptArgs", definition.scriptArgs());
            set.text("DockerContainerID", definition.dockerContainerId());
            set.text("Shell", definition.shell());
            set.text("GRPC", definition.grpc());
            set.flag("GRPCUseTLS", definition.grpcUseTls());
            set.text("AliasNode", definition.aliasNode());
            set.text("AliasService", definition.aliasService());
            set.number("TTL", definition.ttl());
        }
        json.endObject();
    }

    private static void headers(Map<String, List<String>> headers, JsonWriter json) {
        if (headers == null || headers.isEmpty()) {
            return;
        }
        json.name("Header").beginObject();
        headers.forEach((name, values) -> json.name(name).texts(values));
        json.endObject();
    }
}
