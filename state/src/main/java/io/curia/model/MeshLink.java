package io.curia.model;

import java.util.Objects;

/**
 * That one service calls another through the mesh (state-store §4.3); derived from proxies and ingress gateways.
 *
 * @param upstream the service that is called
 * @param downstream the service or ingress gateway that calls
 * @param proxies how many proxies say so
 * @param gateway whether an ingress gateway says so
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write
 */
public record MeshLink(
        String upstream, String downstream, long proxies, boolean gateway, long createIndex, long modifyIndex) {
    public MeshLink {
        Objects.requireNonNull(upstream);
        Objects.requireNonNull(downstream);
    }
}
