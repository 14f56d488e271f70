package io.curia.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An instance of a service on one node, without the node (fsm-commands §3, type 0).
 *
 * @param kind an empty text for a typical service, or {@code connect-proxy}, {@code mesh-gateway} and so on
 * @param id unique on its node, without regard to case
 * @param service the service's name
 * @param tags null and empty differ
 * @param address where it listens; an empty text for the node's address
 * @param taggedAddresses other addresses by purpose; null and empty differ
 * @param meta what its owner says about it; null and empty differ
 * @param port its port
 * @param socketPath a Unix socket instead
 * @param weights null in requests only, where it means the default
 * @param enableTagOverride whether others may change the tags
 * @param proxy what it stands for, if it is a proxy; never null
 * @param connect its part in the mesh; never null
 * @param locallyRegisteredAsSidecar whether an agent made it from another service's definition
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write that changed it
 */
public record NodeService(
        String kind,
        String id,
        String service,
        List<String> tags,
        String address,
        Map<String, ServiceAddress> taggedAddresses,
        Map<String, String> meta,
        int port,
        String socketPath,
        Weights weights,
        boolean enableTagOverride,
        ConnectProxyConfig proxy,
        ServiceConnect connect,
        boolean locallyRegisteredAsSidecar,
        long createIndex,
        long modifyIndex) {
    /** The kind of a sidecar proxy. */
    public static final String CONNECT_PROXY = "connect-proxy";

    /** The kind of a terminating gateway. */
    public static final String TERMINATING_GATEWAY = "terminating-gateway";

    /** The kind of an ingress gateway. */
    public static final String INGRESS_GATEWAY = "ingress-gateway";

    /** The kind of a mesh gateway. */
    public static final String MESH_GATEWAY = "mesh-gateway";

    public NodeService {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(id);
        Objects.requireNonNull(service);
        Objects.requireNonNull(address);
        Objects.requireNonNull(socketPath);
        Objects.requireNonNull(proxy);
        Objects.requireNonNull(connect);
        tags = Lists.copyOf(tags);
        taggedAddresses = CompactMap.copyOf(taggedAddresses);
        meta = CompactMap.copyOf(meta);
        // Millions of instances share what nearly all have.
        weights = Weights.DEFAULT.equals(weights) ? Weights.DEFAULT : weights;
        proxy = proxy.equals(ConnectProxyConfig.EMPTY) ? ConnectProxyConfig.EMPTY : proxy;
        connect = connect.equals(ServiceConnect.EMPTY) ? ServiceConnect.EMPTY : connect;
    }

    /** A typical instance with an id, a name and a port only. */
    public static NodeService of(String id, String service, int port) {
        return new NodeService(
                "",
                id,
                service,
                null,
                "",
                null,
                null,
                port,
                "",
                null,
                false,
                ConnectProxyConfig.EMPTY,
                ServiceConnect.EMPTY,
                false,
                0,
                0);
    }

    /** The same with other tags. */
    public NodeService withTags(List<String> newTags) {
        return new NodeService(
                kind,
                id,
                service,
                newTags,
                address,
                taggedAddresses,
                meta,
                port,
                socketPath,
                weights,
                enableTagOverride,
                proxy,
                connect,
                locallyRegisteredAsSidecar,
                createIndex,
                modifyIndex);
    }

    /** The same with other metadata. */
    public NodeService withMeta(Map<String, String> newMeta) {
        return new NodeService(
                kind,
                id,
                service,
                tags,
                address,
                taggedAddresses,
                newMeta,
                port,
                socketPath,
                weights,
                enableTagOverride,
                proxy,
                connect,
                locallyRegisteredAsSidecar,
                createIndex,
                modifyIndex);
    }

    /** The same with other weights. */
    public NodeService withWeights(Weights newWeights) {
        return new NodeService(
                kind,
                id,
                service,
                tags,
                address,
                taggedAddresses,
                meta,
                port,
                socketPath,
                newWeights,
                enableTagOverride,
                proxy,
                connect,
                locallyRegisteredAsSidecar,
                createIndex,
                modifyIndex);
    }

    /** The same as another kind of thing in the mesh. */
    public NodeService withMesh(String newKind, ConnectProxyConfig newProxy, ServiceConnect newConnect) {
        return new NodeService(
                newKind,
                id,
                service,
                tags,
                address,
                taggedAddresses,
                meta,
                port,
                socketPath,
                weights,
                enableTagOverride,
                newProxy,
                newConnect,
                locallyRegisteredAsSidecar,
                createIndex,
                modifyIndex);
    }

    /** The same with another id and name. */
    public NodeService withName(String newId, String newService) {
        return new NodeService(
                kind,
                newId,
                newService,
                tags,
                address,
                taggedAddresses,
                meta,
                port,
                socketPath,
                weights,
                enableTagOverride,
                proxy,
                connect,
                locallyRegisteredAsSidecar,
                createIndex,
                modifyIndex);
    }

    /** The same with other indexes. */
    public NodeService withIndexes(long newCreateIndex, long newModifyIndex) {
        return new NodeService(
                kind,
                id,
                service,
                tags,
                address,
                taggedAddresses,
                meta,
                port,
                socketPath,
                weights,
                enableTagOverride,
                proxy,
                connect,
                locallyRegisteredAsSidecar,
                newCreateIndex,
                newModifyIndex);
    }

    /** Whether all is equal but the indexes and the socket path, which is not compared (state-store §4.3). */
    public boolean sameContent(NodeService other) {
        return kind.equals(other.kind)
                && id.equals(other.id)
                && service.equals(other.service)
                && Objects.equals(tags, other.tags)
                && address.equals(other.address)
                && Objects.equals(taggedAddresses, other.taggedAddresses)
                && Objects.equals(meta, other.meta)
                && port == other.port
                && Objects.equals(weights, other.weights)
                && enableTagOverride == other.enableTagOverride
                && proxy.equals(other.proxy)
                && connect.equals(other.connect)
                && locallyRegisteredAsSidecar == other.locallyRegisteredAsSidecar;
    }

    /** Whether this is the kind that stands for itself alone: no proxy and no gateway. */
    public boolean isTypical() {
        return kind.isEmpty();
    }
}
