package io.curia.service.rows;

import io.curia.http.json.JsonWriter;
import io.curia.model.CheckServiceNode;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.ServiceAddress;
import io.curia.model.ServiceConnect;
import io.curia.model.ServiceNode;
import io.curia.model.Weights;
import java.util.Map;

/** How instances of services look on the wire (http-api §7 and §8). */
public final class ServiceJson {
    private static final JsonWriter.Name ID = JsonWriter.Name.of("ID");
    private static final JsonWriter.Name NODE = JsonWriter.Name.of("Node");
    private static final JsonWriter.Name ADDRESS = JsonWriter.Name.of("Address");
    private static final JsonWriter.Name DATACENTER = JsonWriter.Name.of("Datacenter");
    private static final JsonWriter.Name TAGGED_ADDRESSES = JsonWriter.Name.of("TaggedAddresses");
    private static final JsonWriter.Name CREATE_INDEX = JsonWriter.Name.of("CreateIndex");
    private static final JsonWriter.Name MODIFY_INDEX = JsonWriter.Name.of("ModifyIndex");
    private static final JsonWriter.Name PORT = JsonWriter.Name.of("Port");

    private static final JsonWriter.Name SERVICE = JsonWriter.Name.of("Service");
    private static final JsonWriter.Name CHECKS = JsonWriter.Name.of("Checks");
    private static final JsonWriter.Name KIND = JsonWriter.Name.of("Kind");
    private static final JsonWriter.Name TAGS = JsonWriter.Name.of("Tags");
    private static final JsonWriter.Name META = JsonWriter.Name.of("Meta");
    private static final JsonWriter.Name SOCKET_PATH = JsonWriter.Name.of("SocketPath");
    private static final JsonWriter.Name WEIGHTS = JsonWriter.Name.of("Weights");
    private static final JsonWriter.Name ENABLE_TAG_OVERRIDE = JsonWriter.Name.of("EnableTagOverride");
    private static final JsonWriter.Name PROXY = JsonWriter.Name.of("Proxy");
    private static final JsonWriter.Name CONNECT = JsonWriter.Name.of("Connect");
    private static final JsonWriter.Name PASSING = JsonWriter.Name.of("Passing");
    private static final JsonWriter.Name WARNING = JsonWriter.Name.of("Warning");
    private static final JsonWriter.Name NATIVE = JsonWriter.Name.of("Native");
    private static final JsonWriter.Name SIDECAR_SERVICE = JsonWriter.Name.of("SidecarService");

    private static final JsonWriter.Name NODE_META = JsonWriter.Name.of("NodeMeta");
    private static final JsonWriter.Name SERVICE_KIND = JsonWriter.Name.of("ServiceKind");
    private static final JsonWriter.Name SERVICE_ID = JsonWriter.Name.of("ServiceID");
    private static final JsonWriter.Name SERVICE_NAME = JsonWriter.Name.of("ServiceName");
    private static final JsonWriter.Name SERVICE_TAGS = JsonWriter.Name.of("ServiceTags");
    private static final JsonWriter.Name SERVICE_ADDRESS = JsonWriter.Name.of("ServiceAddress");
    private static final JsonWriter.Name SERVICE_TAGGED_ADDRESSES = JsonWriter.Name.of("ServiceTaggedAddresses");
    private static final JsonWriter.Name SERVICE_WEIGHTS = JsonWriter.Name.of("ServiceWeights");
    private static final JsonWriter.Name SERVICE_META = JsonWriter.Name.of("ServiceMeta");
    private static final JsonWriter.Name SERVICE_PORT = JsonWriter.Name.of("ServicePort");
    private static final JsonWriter.Name SERVICE_SOCKET_PATH = JsonWriter.Name.of("ServiceSocketPath");
    private static final JsonWriter.Name SERVICE_ENABLE_TAG_OVERRIDE = JsonWriter.Name.of("ServiceEnableTagOverride");
    private static final JsonWriter.Name SERVICE_PROXY = JsonWriter.Name.of("ServiceProxy");
    private static final JsonWriter.Name SERVICE_CONNECT = JsonWriter.Name.of("ServiceConnect");

    private ServiceJson() {}

    /** Writes an instance without its node. */
    public static void write(NodeService service, JsonWriter json) {
        write(service, json, false);
    }

    /** As {@link #write(NodeService, JsonWriter)}, but tags that are null stay so. */
    public static void writeAsKept(NodeService service, JsonWriter json) {
        write(service, json, true);
    }

    private static void write(NodeService service, JsonWriter json, boolean asKept) {
        json.beginObject();
        if (!service.kind().isEmpty()) {
            json.name(KIND).value(service.kind());
        }
        json.name(ID).value(service.id());
        json.name(SERVICE).value(service.service());
        json.name(TAGS);
        if (asKept && service.tags() == null) {
            json.nullValue();
        } else {
            json.texts(service.tags());
        }
        json.name(ADDRESS).value(service.address());
        addresses(TAGGED_ADDRESSES, service.taggedAddresses(), json);
        json.name(META).map(service.meta());
        if (service.port() != 0) {
            json.name(PORT).value(service.port());
        }
        if (!service.socketPath().isEmpty()) {
            json.name(SOCKET_PATH).value(service.socketPath());
        }
        weights(service.weights(), json.name(WEIGHTS));
        json.name(ENABLE_TAG_OVERRIDE).value(service.enableTagOverride());
        ProxyJson.write(service.proxy(), json.name(PROXY));
        connect(service.connect(), json.name(CONNECT));
        json.name(CREATE_INDEX).unsigned(service.createIndex());
        json.name(MODIFY_INDEX).unsigned(service.modifyIndex());
        json.endObject();
    }

    /** Writes an instance together with its node, flat. */
    public static void write(ServiceNode instance, JsonWriter json) {
        Node node = instance.node();
        NodeService service = instance.service();
        json.beginObject();
        json.name(ID).value(node.id());
        json.name(NODE).value(node.node());
        json.name(ADDRESS).value(node.address());
        json.name(DATACENTER).value(node.datacenter());
        json.name(TAGGED_ADDRESSES).map(node.taggedAddresses());
        json.name(NODE_META).map(node.meta());
        json.name(SERVICE_KIND).value(service.kind());
        json.name(SERVICE_ID).value(service.id());
        json.name(SERVICE_NAME).value(service.service());
        json.name(SERVICE_TAGS).texts(service.tags());
        json.name(SERVICE_ADDRESS).value(service.address());
        addresses(SERVICE_TAGGED_ADDRESSES, service.taggedAddresses(), json);
        weights(service.weights(), json.name(SERVICE_WEIGHTS));
        json.name(SERVICE_META).map(service.meta() == null ? Map.of() : service.meta());
        json.name(SERVICE_PORT).value(service.port());
        json.name(SERVICE_SOCKET_PATH).value(service.socketPath());
        json.name(SERVICE_ENABLE_TAG_OVERRIDE).value(service.enableTagOverride());
        ProxyJson.write(service.proxy(), json.name(SERVICE_PROXY));
        connect(service.connect(), json.name(SERVICE_CONNECT));
        json.name(CREATE_INDEX).unsigned(service.createIndex());
        json.name(MODIFY_INDEX).unsigned(service.modifyIndex());
        json.endObject();
    }

    /** Writes an instance with its node and all checks that concern it. */
    public static void write(CheckServiceNode instance, JsonWriter json) {
        json.beginObject();
        NodeJson.write(instance.node(), json.name(NODE));
        write(instance.service(), json.name(SERVICE));
        json.name(CHECKS).beginArray();
        instance.checks().forEach(check -> CheckJson.write(check, json));
        json.endArray();
        json.endObject();
    }

    /** Writes weights; those of a service that was given none are the default. */
    public static void weights(Weights given, JsonWriter json) {
        Weights weights = given == null ? Weights.DEFAULT : given;
        json.beginObject();
        json.name(PASSING).value(weights.passing());
        json.name(WARNING).value(weights.warning());
        json.endObject();
    }

    /** Writes a field of tagged addresses, or nothing if there are none. */
    public static void addresses(JsonWriter.Name name, Map<String, ServiceAddress> addresses, JsonWriter json) {
        if (addresses == null || addresses.isEmpty()) {
            return;
        }
        json.name(name).beginObject();
        addresses.forEach((tag, address) -> {
            json.name(tag).beginObject();
            json.name(ADDRESS).value(address.address());
            json.name(PORT).value(address.port());
            json.endObject();
        });
        json.endObject();
    }

    private static void connect(ServiceConnect connect, JsonWriter json) {
        json.beginObject();
        if (connect.isNative()) {
            json.name(NATIVE).value(true);
        }
        if (connect.sidecarService() != null) {
            json.name(SIDECAR_SERVICE).any(connect.sidecarService());
        }
        json.endObject();
    }
}
