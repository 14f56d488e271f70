package io.curia.fsm.structs;

import io.curia.codec.StructCodec;
import io.curia.model.ConnectProxyConfig;
import io.curia.model.ExposeConfig;
import io.curia.model.MeshGatewayConfig;
import io.curia.model.TransparentProxyConfig;
import io.curia.model.Upstream;
import java.util.List;
import java.util.Map;

/** ConnectProxyConfig with its upstreams (fsm-commands §3, type 0). */
public final class ConnectProxyCodec {
    /** Upstream. */
    public static final StructCodec<Upstream, ?> UPSTREAM = StructCodec.of(UpstreamDraft::new, UpstreamDraft::finish)
            .string("DestinationType", Upstream::destinationType, (draft, value) -> draft.destinationType = value)
            .string(
                    "DestinationNamespace",
                    Upstream::destinationNamespace,
                    (draft, value) -> draft.destinationNamespace = value)
            .string("DestinationName", Upstream::destinationName, (draft, value) -> draft.destinationName = value)
            .string("Datacenter", Upstream::datacenter, (draft, value) -> draft.datacenter = value)
            .string("LocalBindAddress", Upstream::localBindAddress, (draft, value) -> draft.localBindAddress = value)
            .int64("LocalBindPort", Upstream::localBindPort, (draft, value) -> draft.localBindPort = (int) value)
            .string(
                    "LocalBindSocketPath",
                    Upstream::localBindSocketPath,
                    (draft, value) -> draft.localBindSocketPath = value)
            .string(
                    "LocalBindSocketMode",
                    Upstream::localBindSocketMode,
                    (draft, value) -> draft.localBindSocketMode = value)
            .anyMap("Config", Upstream::config, (draft, value) -> draft.config = value)
            .struct(
                    "MeshGateway",
                    Upstream::meshGateway,
                    (draft, value) -> draft.meshGateway = value,
                    ProxyCodecs.MESH_GATEWAY)
            .strings("IngressHosts", Upstream::ingressHosts, (draft, value) -> draft.ingressHosts = value)
            .bool(
                    "CentrallyConfigured",
                    Upstream::centrallyConfigured,
                    (draft, value) -> draft.centrallyConfigured = value)
            .build();

    /** ConnectProxyConfig. */
    public static final StructCodec<ConnectProxyConfig, ?> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string(
                    "DestinationServiceName",
                    ConnectProxyConfig::destinationServiceName,
                    (draft, value) -> draft.destinationServiceName = value)
            .string(
                    "DestinationServiceID",
                    ConnectProxyConfig::destinationServiceId,
                    (draft, value) -> draft.destinationServiceId = value)
            .string(
                    "LocalServiceAddress",
                    ConnectProxyConfig::localServiceAddress,
                    (draft, value) -> draft.localServiceAddress = value)
            .int64(
                    "LocalServicePort",
                    ConnectProxyConfig::localServicePort,
                    (draft, value) -> draft.localServicePort = (int) value)
            .string(
                    "LocalServiceSocketPath",
                    ConnectProxyConfig::localServiceSocketPath,
                    (draft, value) -> draft.localServiceSocketPath = value)
            .string("Mode", ConnectProxyConfig::mode, (draft, value) -> draft.mode = value)
            .anyMap("Config", ConnectProxyConfig::config, (draft, value) -> draft.config = value)
            .list("Upstreams", ConnectProxyConfig::upstreams, (draft, value) -> draft.upstreams = value, UPSTREAM)
            .struct(
                    "MeshGateway",
                    ConnectProxyConfig::meshGateway,
                    (draft, value) -> draft.meshGateway = value,
                    ProxyCodecs.MESH_GATEWAY)
            .struct("Expose", ConnectProxyConfig::expose, (draft, value) -> draft.expose = value, ProxyCodecs.EXPOSE)
            .struct(
                    "TransparentProxy",
                    ConnectProxyConfig::transparentProxy,
                    (draft, value) -> draft.transparentProxy = value,
                    ProxyCodecs.TRANSPARENT_PROXY)
            .build();

    private ConnectProxyCodec() {}

    private static final class UpstreamDraft {
        private String destinationType = "";
        private String destinationNamespace = "";
        private String destinationName = "";
        private String datacenter = "";
        private String localBindAddress = "";
        private int localBindPort;
        private String localBindSocketPath = "";
        private String localBindSocketMode = "";
        private Map<String, Object> config;
        private MeshGatewayConfig meshGateway = MeshGatewayConfig.EMPTY;
        private List<String> ingressHosts;
        private boolean centrallyConfigured;

        private Upstream finish() {
            return new Upstream(
                    destinationType,
                    destinationNamespace,
                    destinationName,
                    datacenter,
                    localBindAddress,
                    localBindPort,
                    localBindSocketPath,
                    localBindSocketMode,
                    config,
                    meshGateway,
                    ingressHosts,
                    centrallyConfigured);
        }
    }

    private static final class Draft {
        private String destinationServiceName = "";
        private String destinationServiceId = "";
        private String localServiceAddress = "";
        private int localServicePort;
        private String localServiceSocketPath = "";
        private String mode = "";
        private Map<String, Object> config;
        private List<Upstream> upstreams;
        private MeshGatewayConfig meshGateway = MeshGatewayConfig.EMPTY;
        private ExposeConfig expose = ExposeConfig.EMPTY;
        private TransparentProxyConfig transparentProxy = TransparentProxyConfig.EMPTY;

        private ConnectProxyConfig finish() {
            return new ConnectProxyConfig(
                    destinationServiceName,
                    destinationServiceId,
                    localServiceAddress,
                    localServicePort,
                    localServiceSocketPath,
                    mode,
                    config,
                    upstreams,
                    meshGateway,
                    expose,
                    transparentProxy);
        }
    }
}
