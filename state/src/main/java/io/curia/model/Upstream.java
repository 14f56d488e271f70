package io.curia.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A service, or prepared query, that a proxy listens for on behalf of its own service (fsm-commands §3).
 *
 * @param destinationType {@code service}, {@code prepared_query} or an empty text for the former
 * @param destinationNamespace an empty text, for there is one namespace
 * @param destinationName name of the service or query
 * @param datacenter where it is; an empty text for here
 * @param localBindAddress where the proxy listens for it
 * @param localBindPort its port there
 * @param localBindSocketPath a Unix socket instead
 * @param localBindSocketMode the socket's permissions
 * @param config settings of any kind for the proxy; null and empty differ
 * @param meshGateway how gateways are used
 * @param ingressHosts hosts it is served for; null and empty differ
 * @param centrallyConfigured whether it comes from a config entry
 */
public record Upstream(
        String destinationType,
        String destinationNamespace,
        String destinationName,
        String datacenter,
        String localBindAddress,
        int localBindPort,
        String localBindSocketPath,
        String localBindSocketMode,
        Map<String, Object> config,
        MeshGatewayConfig meshGateway,
        List<String> ingressHosts,
        boolean centrallyConfigured) {
    /** The type of an upstream that is a service. */
    public static final String SERVICE = "service";

    /** The type of an upstream that is a prepared query. */
    public static final String PREPARED_QUERY = "prepared_query";

    public Upstream {
        Objects.requireNonNull(destinationName);
        Objects.requireNonNull(meshGateway);
        config = CompactMap.deepCopyOf(config);
        ingressHosts = Lists.copyOf(ingressHosts);
    }

    /** An upstream that is a service of this datacenter. */
    public static Upstream of(String service, int localBindPort) {
        return new Upstream("", "", service, "", "", localBindPort, "", "", null, MeshGatewayConfig.EMPTY, null, false);
    }

    /** The same of another type. */
    public Upstream withDestinationType(String newType) {
        return new Upstream(
                newType,
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
