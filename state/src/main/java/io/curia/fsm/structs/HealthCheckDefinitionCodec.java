package io.curia.fsm.structs;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.model.HealthCheckDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** HealthCheckDefinition (fsm-commands §3, type 0). */
final class HealthCheckDefinitionCodec {
    static final StructCodec<HealthCheckDefinition, ?> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("HTTP", HealthCheckDefinition::http, (draft, value) -> draft.http = value)
            .string(
                    "TLSServerName",
                    HealthCheckDefinition::tlsServerName,
                    (draft, value) -> draft.tlsServerName = value)
            .bool("TLSSkipVerify", HealthCheckDefinition::tlsSkipVerify, (draft, value) -> draft.tlsSkipVerify = value)
            .field(
                    "Header",
                    (out, value) -> writeHeader(out, value.header()),
                    (in, draft) -> draft.header = readHeader(in))
            .string("Method", HealthCheckDefinition::method, (draft, value) -> draft.method = value)
            .string("Body", HealthCheckDefinition::body, (draft, value) -> draft.body = value)
            .bool(
                    "DisableRedirects",
                    HealthCheckDefinition::disableRedirects,
                    (draft, value) -> draft.disableRedirects = value)
            .string("TCP", HealthCheckDefinition::tcp, (draft, value) -> draft.tcp = value)
            .string("H2PING", HealthCheckDefinition::h2ping, (draft, value) -> draft.h2ping = value)
            .int64("Interval", HealthCheckDefinition::interval, (draft, value) -> draft.interval = value)
            .uint64(
                    "OutputMaxSize",
                    HealthCheckDefinition::outputMaxSize,
                    (draft, value) -> draft.outputMaxSize = value)
            .int64("Timeout", HealthCheckDefinition::timeout, (draft, value) -> draft.timeout = value)
            .int64(
                    "DeregisterCriticalServiceAfter",
                    HealthCheckDefinition::deregisterCriticalServiceAfter,
                    (draft, value) -> draft.deregisterCriticalServiceAfter = value)
            .strings("ScriptArgs", HealthCheckDefinition::scriptArgs, (draft, value) -> draft.scriptArgs = value)
            .string(
                    "DockerContainerID",
                    HealthCheckDefinition::dockerContainerId,
                    (draft, value) -> draft.dockerContainerId = value)
            .string("Shell", HealthCheckDefinition::shell, (draft, value) -> draft.shell = value)
            .string("GRPC", HealthCheckDefinition::grpc, (draft, value) -> draft.grpc = value)
            .bool("GRPCUseTLS", HealthCheckDefinition::grpcUseTls, (draft, value) -> draft.grpcUseTls = value)
            .string("AliasNode", HealthCheckDefinition::aliasNode, (draft, value) -> draft.aliasNode = value)
            .string("AliasService", HealthCheckDefinition::aliasService, (draft, value) -> draft.aliasService = value)
            .int64("TTL", HealthCheckDefinition::ttl, (draft, value) -> draft.ttl = value)
            .build();

    private HealthCheckDefinitionCodec() {}

    private static void writeHeader(MsgpackWriter out, Map<String, List<String>> header) {
        if (header == null) {
            out.nil();
            return;
        }
        out.mapHeader(header.size());
        header.forEach((name, values) -> out.string(name).strings(values));
    }

    private static Map<String, List<String>> readHeader(MsgpackReader in) {
        var header = new HashMap<String, List<String>>();
        for (int left = in.mapHeader(); left > 0; left--) {
            header.put(in.string(), in.strings());
        }
        return header;
    }

    private static final class Draft {
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
        private long deregisterCriticalServiceAfter;
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
                    deregisterCriticalServiceAfter,
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
}
