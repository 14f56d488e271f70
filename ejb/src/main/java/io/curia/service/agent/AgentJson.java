package io.curia.service.agent;

import io.curia.http.json.JsonWriter;
import io.curia.http.json.Optionals;
import io.curia.model.HealthCheck;
import io.curia.model.NodeService;
import io.curia.service.rows.ProxyJson;
import io.curia.service.rows.ServiceJson;
import java.util.List;
import java.util.Map;

/** How the agent's own services and checks look on the wire (http-api §16), which is not quite how the catalog's do. */
final class AgentJson {
    private static final JsonWriter.Name TAGGED_ADDRESSES = JsonWriter.Name.of("TaggedAddresses");

    private AgentJson() {}

    /** A service; {@code contentHash} null leaves that field out. */
    static void service(NodeService service, String datacenter, String contentHash, JsonWriter json) {
        var set = new Optionals(json);
        json.beginObject();
        set.text("Kind", service.kind());
        json.name("ID").value(service.id());
        json.name("Service").value(service.service());
        json.name("Tags").texts(service.tags());
        json.name("Meta").map(service.meta() == null ? Map.of() : service.meta());
        json.name("Port").value(service.port());
        json.name("Address").value(service.address());
        set.text("SocketPath", service.socketPath());
        ServiceJson.addresses(TAGGED_ADDRESSES, service.taggedAddresses(), json);
        ServiceJson.weights(service.weights(), json.name("Weights"));
        json.name("EnableTagOverride").value(service.enableTagOverride());
        set.text("ContentHash", contentHash == null ? "" : contentHash);
        if (!service.isTypical()) {
            ProxyJson.writeOfAgent(service.proxy(), json.name("Proxy"));
        }
        if (service.connect().isNative()) {
            json.name("Connect").beginObject().name("Native").value(true).endObject();
        }
        json.name("Datacenter").value(datacenter);
        json.endObject();
    }

    /** A service with its checks and what they come to; without a service the other two are as of one that is unknown. */
    static void health(
            String status, NodeService service, String datacenter, List<HealthCheck> checks, JsonWriter json) {
        json.beginObject();
        json.name("AggregatedStatus").value(status);
        if (service == null) {
            json.name("Service").nullValue();
            json.name("Checks").nullValue();
        } else {
            service(service, datacenter, null, json.name("Service"));
            json.name("Checks").beginArray();
            checks.forEach(check -> checkOfHealth(check, json));
            json.endArray();
        }
        json.endObject();
    }

    private static void checkOfHealth(HealthCheck check, JsonWriter json) {
        json.beginObject();
        json.name("Node").value(check.node());
        json.name("CheckID").value(check.checkId());
        json.name("Name").value(check.name());
        json.name("Status").value(check.status());
        json.name("Notes").value(check.notes());
        json.name("Output").value(check.output());
        json.name("ServiceID").value(check.serviceId());
        json.name("ServiceName").value(check.serviceName());
        if (check.serviceTags() == null) {
            json.name("ServiceTags").nullValue();
        } else {
            json.name("ServiceTags").texts(check.serviceTags());
        }
        json.name("Type").value("");
        json.name("Definition").beginObject();
        json.name("Interval").value("0s");
        json.name("Timeout").value("0s");
        json.name("DeregisterCriticalServiceAfter").value("0s");
        json.name("HTTP").value("");
        json.name("Header").nullValue();
        json.name("Method").value("");
        json.name("Body").value("");
        json.name("TLSServerName").value("");
        json.name("TLSSkipVerify").value(false);
        json.name("TCP").value("");
        json.name("GRPC").value("");
        json.name("GRPCUseTLS").value(false);
        json.endObject();
        json.name("CreateIndex").value(0);
        json.name("ModifyIndex").value(0);
        json.endObject();
    }
}
