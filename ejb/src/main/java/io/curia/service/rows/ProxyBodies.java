package io.curia.service.rows;

import io.curia.http.json.JsonObject;
import io.curia.http.json.JsonReader;
import io.curia.http.json.JsonValues;
import io.curia.model.ConnectProxyConfig;
import io.curia.model.ExposeConfig;
import io.curia.model.ExposePath;
import io.curia.model.MeshGatewayConfig;
import io.curia.model.TransparentProxyConfig;
import io.curia.model.Upstream;
import java.util.List;
import java.util.Map;

/** How clients describe proxies (http-api §7). Names with underscores are accepted too. */
public final class ProxyBodies {
    /** Settings of any kind. */
    private static final JsonReader<Map<String, Object>> CONFIG = JsonValues.map(JsonValues.ANY);

    private static final JsonReader<MeshGatewayConfig> MESH_GATEWAY = JsonObject.into(Text::new)
            .field("Mode", JsonValues.TEXT, (d, v) -> d.value = v)
            .build(d -> new MeshGatewayConfig(d.value));

    private static final JsonReader<TransparentProxyConfig> TRANSPARENT_PROXY = JsonObject.into(Transparent::new)
            .field("OutboundListenerPort", JsonValues.INT, (d, v) -> d.port = v, "outbound_listener_port")
            .field("DialedDirectly", JsonValues.BOOL, (d, v) -> d.dialedDirectly = v, "dialed_directly")
            .build(d -> new TransparentProxyConfig(d.port, d.dialedDirectly));

    private static final JsonReader<ExposePath> EXPOSE_PATH = JsonObject.into(Path::new)
            .field("ListenerPort", JsonValues.INT, (d, v) -> d.listenerPort = v, "listener_port")
            .field("Path", JsonValues.TEXT, (d, v) -> d.path = v)
            .field("LocalPathPort", JsonValues.INT, (d, v) -> d.localPathPort = v, "local_path_port")
            .field("Protocol", JsonValues.TEXT, (d, v) -> d.protocol = v)
            .field("ParsedFromCheck", JsonValues.BOOL, (d, v) -> d.parsedFromCheck = v, "parsed_from_check")
            .build(d -> new ExposePath(d.listenerPort, d.path, d.localPathPort, d.protocol, d.parsedFromCheck));

    private static final JsonReader<ExposeConfig> EXPOSE = JsonObject.into(Expose::new)
            .field("Checks", JsonValues.BOOL, (d, v) -> d.checks = v)
            .field("Paths", JsonValues.list(EXPOSE_PATH), (d, v) -> d.paths = v)
            .build(d -> new ExposeConfig(d.checks, withoutNulls(d.paths)));

    private static final JsonReader<Upstream> UPSTREAM = JsonObject.into(UpstreamDraft::new)
            .field("DestinationType", JsonValues.TEXT, (d, v) -> d.type = v, "destination_type")
            .field("DestinationNamespace", JsonValues.TEXT, (d, v) -> d.namespace = v, "destination_namespace")
            .field("DestinationName", JsonValues.TEXT, (d, v) -> d.name = v, "destination_name")
            .field("Datacenter", JsonValues.TEXT, (d, v) -> d.datacenter = v)
            .field("LocalBindAddress", JsonValues.TEXT, (d, v) -> d.bindAddress = v, "local_bind_address")
            .field("LocalBindPort", JsonValues.INT, (d, v) -> d.bindPort = v, "local_bind_port")
            .field("LocalBindSocketPath", JsonValues.TEXT, (d, v) -> d.socketPath = v, "local_bind_socket_path")
            .field("LocalBindSocketMode", JsonValues.TEXT, (d, v) -> d.socketMode = v, "local_bind_socket_mode")
            .field("Config", CONFIG, (d, v) -> d.config = v)
            .field("MeshGateway", MESH_GATEWAY, (d, v) -> d.gateway = v, "mesh_gateway")
            .field("CentrallyConfigured", JsonValues.BOOL, (d, v) -> d.centrallyConfigured = v)
            .build(UpstreamDraft::finish);

    /** All settings of a proxy. Nothing is checked or filled in. */
    public static final JsonReader<ConnectProxyConfig> PROXY = JsonObject.into(Proxy::new)
            .field("DestinationServiceName", JsonValues.TEXT, (d, v) -> d.serviceName = v, "destination_service_name")
            .field("DestinationServiceID", JsonValues.TEXT, (d, v) -> d.serviceId = v, "destination_service_id")
            .field("LocalServiceAddress", JsonValues.TEXT, (d, v) -> d.localAddress = v, "local_service_address")
            .field("LocalServicePort", JsonValues.INT, (d, v) -> d.localPort = v, "local_service_port")
            .field(
                    "LocalServiceSocketPath",
                    JsonValues.TEXT,
                    (d, v) -> d.localSocketPath = v,
                    "local_service_socket_path")
            .field("Mode", JsonValues.TEXT, (d, v) -> d.mode = v)
            .field("Config", CONFIG, (d, v) -> d.config = v)
            .field("Upstreams", JsonValues.list(UPSTREAM), (d, v) -> d.upstreams = v)
            .field("MeshGateway", MESH_GATEWAY, (d, v) -> d.gateway = v, "mesh_gateway")
            .field("Expose", EXPOSE, (d, v) -> d.expose = v)
            .field("TransparentProxy", TRANSPARENT_PROXY, (d, v) -> d.transparent = v, "transparent_proxy")
            .build(Proxy::finish);

    private ProxyBodies() {}

    /** As an agent takes a proxy: an upstream that does not say what it is, is a service. */
    public static ConnectProxyConfig ofAgent(ConnectProxyConfig given) {
        if (given == null) {
            return ConnectProxyConfig.EMPTY;
        }
        return given.upstreams() == null
                ? given
                : given.withUpstreams(given.upstreams().stream()
                        .map(each ->
                                each.destinationType().isEmpty() ? each.withDestinationType(Upstream.SERVICE) : each)
                        .toList());
    }

    private static <V> List<V> withoutNulls(List<V> list) {
        return list == null ? null : list.stream().filter(each -> each != null).toList();
    }

    private static final class Text {
        private String value = "";
    }

    private static final class Transparent {
        private int port;
        private boolean dialedDirectly;
    }

    private static final class Path {
        private int listenerPort;
        private String path = "";
        private int localPathPort;
        private String protocol = "";
        private boolean parsedFromCheck;
    }

    private static final class Expose {
        private boolean checks;
        private List<ExposePath> paths;
    }

    private static final class UpstreamDraft {
        private String type = "";
        private String namespace = "";
        private String name = "";
        private String datacenter = "";
        private String bindAddress = "";
        private int bindPort;
        private String socketPath = "";
        private String socketMode = "";
        private Map<String, Object> config;
        private MeshGatewayConfig gateway;
        private boolean centrallyConfigured;

        private Upstream finish() {
            return new Upstream(
                    type,
                    namespace,
                    name,
                    datacenter,
                    bindAddress,
                    bindPort,
                    socketPath,
                    socketMode,
                    config,
                    gateway == null ? MeshGatewayConfig.EMPTY : gateway,
                    null,
                    centrallyConfigured);
        }
    }

    private static final class Proxy {
        private String serviceName = "";
        private String serviceId = "";
        private String localAddress = "";
        private int localPort;
        private String localSocketPath = "";
        private String mode = "";
        private Map<String, Object> config;
        private List<Upstream> upstreams;
        private MeshGatewayConfig gateway;
        private ExposeConfig expose;
        private TransparentProxyConfig transparent;

        private ConnectProxyConfig finish() {
            return new ConnectProxyConfig(
                    serviceName,
                    serviceId,
                    localAddress,
                    localPort,
                    localSocketPath,
                    mode,
                    config,
                    withoutNulls(upstreams),
                    gateway == null ? MeshGatewayConfig.EMPTY : gateway,
                    expose == null ? ExposeConfig.EMPTY : expose,
                    transparent == null ? TransparentProxyConfig.EMPTY : transparent);
        }
    }
}
