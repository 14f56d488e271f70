package io.curia.model;

import java.util.List;
import java.util.Objects;

/**
 * That a gateway serves a service (state-store §9); derived from the gateway's config entry and the services there are.
 *
 * @param gateway name of the gateway
 * @param service name of the service; {@code *} for the rule that gave the others their {@code fromWildcard}
 * @param gatewayKind {@code ingress-gateway} or {@code terminating-gateway}
 * @param port where an ingress gateway listens for it; else 0
 * @param protocol what an ingress gateway speaks there; else empty
 * @param hosts hosts an ingress gateway serves it for; null and empty differ
 * @param caFile what a terminating gateway trusts; else empty
 * @param certFile what a terminating gateway identifies itself with; else empty
 * @param keyFile the key of that; else empty
 * @param sni the name a terminating gateway asks for; else empty
 * @param fromWildcard whether a rule for all services gave it
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write that changed it
 */
public record GatewayService(
        String gateway,
        String service,
        String gatewayKind,
        long port,
        String protocol,
        List<String> hosts,
        String caFile,
        String certFile,
        String keyFile,
        String sni,
        boolean fromWildcard,
        long createIndex,
        long modifyIndex) {
    /** The name that stands for all services. */
    public static final String ANY = "*";

    public GatewayService {
        Objects.requireNonNull(gateway);
        Objects.requireNonNull(service);
        Objects.requireNonNull(gatewayKind);
        hosts = Lists.copyOf(hosts);
    }

    /** Whether it is the rule for all services. */
    public boolean isWildcard() {
        return service.equals(ANY);
    }

    /** Whether the gateway leads into the mesh. */
    public boolean isIngress() {
        return gatewayKind.equals(ConfigKind.INGRESS_GATEWAY);
    }

    /** What the rule for all services gives one of them. */
    public GatewayService forService(String name) {
        return new GatewayService(
                gateway,
                name,
                gatewayKind,
                port,
                protocol,
                hosts,
                caFile,
                certFile,
                keyFile,
                sni,
                true,
                createIndex,
                modifyIndex);
    }

    /** The same with other indexes. */
    public GatewayService withIndexes(long newCreateIndex, long newModifyIndex) {
        return new GatewayService(
                gateway,
                service,
                gatewayKind,
                port,
                protocol,
                hosts,
                caFile,
                certFile,
                keyFile,
                sni,
                fromWildcard,
                newCreateIndex,
                newModifyIndex);
    }

    /** Whether all but the indexes is equal. */
    public boolean sameContent(GatewayService other) {
        return withIndexes(0, 0).equals(other.withIndexes(0, 0));
    }
}
