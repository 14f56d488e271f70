package io.curia.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a service of kind {@code connect-proxy}, or a gateway, stands for and how it works (fsm-commands §3).
 *
 * @param destinationServiceName the service it represents
 * @param destinationServiceId the instance it stands beside
 * @param localServiceAddress where that instance listens
 * @param localServicePort its port there
 * @param localServiceSocketPath a Unix socket instead
 * @param mode an empty text, {@code transparent} or {@code direct}
 * @param config settings of any kind; null and empty differ
 * @param upstreams what it listens for; null and empty differ
 * @param meshGateway how gateways are used
 * @param expose what it serves without encryption
 * @param transparentProxy how it takes redirected traffic
 */
public record ConnectProxyConfig(
        String destinationServiceName,
        String destinationServiceId,
        String localServiceAddress,
        int localServicePort,
        String localServiceSocketPath,
        String mode,
        Map<String, Object> config,
        List<Upstream> upstreams,
        MeshGatewayConfig meshGateway,
        ExposeConfig expose,
        TransparentProxyConfig transparentProxy) {
    /** What every service has that is no proxy. */
    public static final ConnectProxyConfig EMPTY = new ConnectProxyConfig(
            "",
            "",
            "",
            0,
            "",
            "",
            null,
            null,
            MeshGatewayConfig.EMPTY,
            ExposeConfig.EMPTY,
            TransparentProxyConfig.EMPTY);

    public ConnectProxyConfig {
        Objects.requireNonNull(destinationServiceName);
        Objects.requireNonNull(meshGateway);
        Objects.requireNonNull(expose);
        Objects.requireNonNull(transparentProxy);
        config = CompactMap.deepCopyOf(config);
        upstreams = Lists.copyOf(upstreams);
    }

    /** A proxy for a service. */
    public static ConnectProxyConfig of(String destinationServiceName, List<Upstream> upstreams) {
        return new ConnectProxyConfig(
                destinationServiceName,
                "",
                "",
                0,
                "",
                "",
                null,
                upstreams,
                MeshGatewayConfig.EMPTY,
                ExposeConfig.EMPTY,
                TransparentProxyConfig.EMPTY);
    }

    /** The same with other upstreams, which may be null. */
    public ConnectProxyConfig withUpstreams(List<Upstream> newUpstreams) {
        return new ConnectProxyConfig(
                destinationServiceName,
                destinationServiceId,
                localServiceAddress,
                localServicePort,
                localServiceSocketPath,
                mode,
                config,
                newUpstreams,
                meshGateway,
                expose,
                transparentProxy);
    }
}
