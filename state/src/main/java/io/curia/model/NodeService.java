package io.curia.model;

import static io.curia.model.Trait.Plain.INTERNAL;
import static io.curia.model.Trait.Plain.NOT_CONTENT;
import static io.curia.model.Trait.Plain.NULL_AS_EMPTY;
import static io.curia.model.Trait.Plain.OMIT_EMPTY;

import io.curia.model.Field.Flag;
import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
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
    private static final Shape.Fields<NodeService> FIELDS = new Shape.Fields<>();
    public static final Value<NodeService, String> KIND = FIELDS.text("Kind", NodeService::kind, OMIT_EMPTY);
    public static final Value<NodeService, String> ID = FIELDS.text("ID", NodeService::id);
    public static final Value<NodeService, String> SERVICE = FIELDS.text("Service", NodeService::service);
    public static final Value<NodeService, List<String>> TAGS = FIELDS.texts("Tags", NodeService::tags, NULL_AS_EMPTY);
    public static final Value<NodeService, String> ADDRESS = FIELDS.text("Address", NodeService::address);
    public static final Value<NodeService, Map<String, ServiceAddress>> TAGGED_ADDRESSES =
            FIELDS.rowMap("TaggedAddresses", NodeService::taggedAddresses, ServiceAddress.SHAPE, OMIT_EMPTY);
    public static final Value<NodeService, Map<String, String>> META = FIELDS.textMap("Meta", NodeService::meta);
    public static final Whole<NodeService> PORT = FIELDS.int32("Port", NodeService::port, OMIT_EMPTY);
    public static final Value<NodeService, String> SOCKET_PATH =
            FIELDS.text("SocketPath", NodeService::socketPath, OMIT_EMPTY, NOT_CONTENT);
    public static final Value<NodeService, Weights> WEIGHTS =
            FIELDS.optional("Weights", NodeService::weights, Weights.SHAPE, new Trait.Shown(Weights.DEFAULT));
    public static final Flag<NodeService> ENABLE_TAG_OVERRIDE =
            FIELDS.flag("EnableTagOverride", NodeService::enableTagOverride);
    public static final Value<NodeService, ConnectProxyConfig> PROXY =
            FIELDS.row("Proxy", NodeService::proxy, ConnectProxyConfig.SHAPE);
    public static final Value<NodeService, ServiceConnect> CONNECT =
            FIELDS.row("Connect", NodeService::connect, ServiceConnect.SHAPE);
    public static final Flag<NodeService> LOCALLY_REGISTERED_AS_SIDECAR =
            FIELDS.flag("LocallyRegisteredAsSidecar", NodeService::locallyRegisteredAsSidecar, INTERNAL);
    public static final Whole<NodeService> CREATE_INDEX = FIELDS.index("CreateIndex", NodeService::createIndex);
    public static final Whole<NodeService> MODIFY_INDEX = FIELDS.index("ModifyIndex", NodeService::modifyIndex);

    /** Its fields. */
    public static final Shape<NodeService> SHAPE = FIELDS.make(draft -> new NodeService(
            draft.get(KIND),
            draft.get(ID),
            draft.get(SERVICE),
            draft.get(TAGS),
            draft.get(ADDRESS),
            draft.get(TAGGED_ADDRESSES),
            draft.get(META),
            (int) draft.get(PORT),
            draft.get(SOCKET_PATH),
            draft.get(WEIGHTS),
            draft.get(ENABLE_TAG_OVERRIDE),
            draft.get(PROXY),
            draft.get(CONNECT),
            draft.get(LOCALLY_REGISTERED_AS_SIDECAR),
            draft.get(CREATE_INDEX),
            draft.get(MODIFY_INDEX)));

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
        return SHAPE.draft().set(ID, id).set(SERVICE, service).set(PORT, port).build();
    }

    /** The same with other tags. */
    public NodeService withTags(List<String> newTags) {
        return SHAPE.draft(this).set(TAGS, newTags).build();
    }

    /** The same with other metadata. */
    public NodeService withMeta(Map<String, String> newMeta) {
        return SHAPE.draft(this).set(META, newMeta).build();
    }

    /** The same with other weights. */
    public NodeService withWeights(Weights newWeights) {
        return SHAPE.draft(this).set(WEIGHTS, newWeights).build();
    }

    /** The same as another kind of thing in the mesh. */
    public NodeService withMesh(String newKind, ConnectProxyConfig newProxy, ServiceConnect newConnect) {
        return SHAPE.draft(this)
                .set(KIND, newKind)
                .set(PROXY, newProxy)
                .set(CONNECT, newConnect)
                .build();
    }

    /** The same with another id and name. */
    public NodeService withName(String newId, String newService) {
        return SHAPE.draft(this).set(ID, newId).set(SERVICE, newService).build();
    }

    /** The same with other indexes. */
    public NodeService withIndexes(long newCreateIndex, long newModifyIndex) {
        return SHAPE.draft(this)
                .set(CREATE_INDEX, newCreateIndex)
                .set(MODIFY_INDEX, newModifyIndex)
                .build();
    }

    /** Whether all is equal but the indexes and the socket path, which is not compared (state-store §4.3). */
    public boolean sameContent(NodeService other) {
        return SHAPE.sameContent(this, other);
    }

    /** Whether this is the kind that stands for itself alone: no proxy and no gateway. */
    public boolean isTypical() {
        return kind.isEmpty();
    }
}
