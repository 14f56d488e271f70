package io.curia.service.rows;

import io.curia.http.json.JsonObject;
import io.curia.http.json.JsonReader;
import io.curia.http.json.JsonValues;
import io.curia.model.ConnectProxyConfig;
import io.curia.model.NodeService;
import io.curia.model.ServiceAddress;
import io.curia.model.ServiceConnect;
import io.curia.model.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How clients describe instances of services (http-api §7). */
public final class ServiceBodies {
    /** One of the tagged addresses. */
    public static final JsonReader<ServiceAddress> ADDRESS = JsonObject.into(Address::new)
            .field("Address", JsonValues.TEXT, (d, v) -> d.address = v)
            .field("Port", JsonValues.INT, (d, v) -> d.port = v)
            .build(d -> new ServiceAddress(d.address, d.port));

    /** Weights; what is left out is 0. */
    public static final JsonReader<Weights> WEIGHTS = JsonObject.into(WeightsDraft::new)
            .field("Passing", JsonValues.INT, (d, v) -> d.passing = v)
            .field("Warning", JsonValues.INT, (d, v) -> d.warning = v)
            .build(d -> new Weights(d.passing, d.warning));

    /** The part in the mesh; the definition of a sidecar may be anything. */
    public static final JsonReader<ServiceConnect> CONNECT = JsonObject.into(Connect::new)
            .field("Native", JsonValues.BOOL, (d, v) -> d.isNative = v)
            .field("SidecarService", JsonValues.ANY, (d, v) -> d.sidecar = v, "sidecar_service")
            .build(d -> new ServiceConnect(d.isNative, d.sidecar));

    /** An instance as the catalog keeps it, with its indexes. Nothing is checked or filled in. */
    public static final JsonReader<NodeService> SERVICE = JsonObject.into(Service::new)
            .field("Kind", JsonValues.TEXT, (d, v) -> d.kind = v)
            .field("ID", JsonValues.TEXT, (d, v) -> d.id = v)
            .field("Service", JsonValues.TEXT, (d, v) -> d.service = v)
            .field("Tags", JsonValues.list(JsonValues.TEXT), (d, v) -> d.tags = v)
            .field("Address", JsonValues.TEXT, (d, v) -> d.address = v)
            .field("TaggedAddresses", JsonValues.map(ADDRESS), (d, v) -> d.taggedAddresses = v)
            .field("Meta", JsonValues.map(JsonValues.TEXT), (d, v) -> d.meta = v)
            .field("Port", JsonValues.INT, (d, v) -> d.port = v)
            .field("SocketPath", JsonValues.TEXT, (d, v) -> d.socketPath = v)
            .field("Weights", WEIGHTS, (d, v) -> d.weights = v)
            .field("EnableTagOverride", JsonValues.BOOL, (d, v) -> d.enableTagOverride = v)
            .field("Proxy", ProxyBodies.PROXY, (d, v) -> d.proxy = v == null ? ConnectProxyConfig.EMPTY : v)
            .field("Connect", CONNECT, (d, v) -> d.connect = v == null ? ServiceConnect.EMPTY : v)
            .field("CreateIndex", JsonValues.UNSIGNED, (d, v) -> d.createIndex = v)
            .field("ModifyIndex", JsonValues.UNSIGNED, (d, v) -> d.modifyIndex = v)
            .build(Service::finish);

    private ServiceBodies() {}

    /** An address that is null is an empty one. */
    public static Map<String, ServiceAddress> withoutNulls(Map<String, ServiceAddress> addresses) {
        if (addresses == null || !addresses.containsValue(null)) {
            return addresses;
        }
        Map<String, ServiceAddress> whole = new LinkedHashMap<>(addresses);
        whole.replaceAll((tag, address) -> address == null ? new ServiceAddress("", 0) : address);
        return whole;
    }

    private static final class Address {
        private String address = "";
        private int port;
    }

    private static final class WeightsDraft {
        private int passing;
        private int warning;
    }

    private static final class Connect {
        private boolean isNative;
        private Object sidecar;
    }

    private static final class Service {
        private String kind = "";
        private String id = "";
        private String service = "";
        private List<String> tags;
        private String address = "";
        private Map<String, ServiceAddress> taggedAddresses;
        private Map<String, String> meta;
        private int port;
        private String socketPath = "";
        private Weights weights;
        private boolean enableTagOverride;
        private ConnectProxyConfig proxy = ConnectProxyConfig.EMPTY;
        private ServiceConnect connect = ServiceConnect.EMPTY;
        private long createIndex;
        private long modifyIndex;

        private NodeService finish() {
            return new NodeService(
                    kind,
                    id,
                    service,
                    tags,
                    address,
                    withoutNulls(taggedAddresses),
                    meta,
                    port,
                    socketPath,
                    weights,
                    enableTagOverride,
                    proxy,
                    connect,
                    false,
                    createIndex,
                    modifyIndex);
        }
    }
}
