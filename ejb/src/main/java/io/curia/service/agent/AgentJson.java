package io.curia.service.agent;

import static io.curia.model.Trait.Plain.NULL_AS_EMPTY;
import static io.curia.model.Trait.Plain.OMIT_EMPTY;

import io.curia.http.json.JsonWriter;
import io.curia.http.json.RowWriter;
import io.curia.model.HealthCheck;
import io.curia.model.NodeService;
import io.curia.model.Shape;
import io.curia.model.Trait;
import io.curia.model.Weights;
import java.util.List;

/** How the agent's own services and checks look on the wire (http-api §16), which is not quite how the catalog's do. */
final class AgentJson {
    private static final RowWriter<NodeService> SERVICE = RowWriter.of(new Shape.Fields<NodeService>()
            .part("Kind", service -> service, NodeService.KIND, OMIT_EMPTY)
            .part("ID", service -> service, NodeService.ID)
            .part("Service", service -> service, NodeService.SERVICE)
            .part("Tags", service -> service, NodeService.TAGS, NULL_AS_EMPTY)
            .part("Meta", service -> service, NodeService.META, NULL_AS_EMPTY)
            .part("Port", service -> service, NodeService.PORT)
            .part("Address", service -> service, NodeService.ADDRESS)
            .part("SocketPath", service -> service, NodeService.SOCKET_PATH, OMIT_EMPTY)
            .part("TaggedAddresses", service -> service, NodeService.TAGGED_ADDRESSES, OMIT_EMPTY)
            .part("Weights", service -> service, NodeService.WEIGHTS, new Trait.Shown(Weights.DEFAULT))
            .part("EnableTagOverride", service -> service, NodeService.ENABLE_TAG_OVERRIDE)
            .shown());

    private AgentJson() {}

    /** A service; {@code contentHash} null leaves that field out. */
    static void service(NodeService service, String datacenter, String contentHash, JsonWriter json) {
        json.beginObject();
        SERVICE.writeFields(service, json);
        if (contentHash != null) {
            json.name("ContentHash").value(contentHash);
        }
        if (!service.isTypical()) {
            AgentProxyJson.write(service.proxy(), json.name("Proxy"));
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
