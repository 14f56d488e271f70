package io.curia.fsm.structs;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.model.ConnectProxyConfig;
import io.curia.model.NodeService;
import io.curia.model.ServiceAddress;
import io.curia.model.ServiceConnect;
import io.curia.model.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** NodeService (fsm-commands §3, type 0). */
public final class NodeServiceCodec {
    private static final StructCodec<ServiceAddress, ?> ADDRESS = StructCodec.of(
                    AddressDraft::new, AddressDraft::finish)
            .string("Address", ServiceAddress::address, (draft, value) -> draft.address = value)
            .int64("Port", ServiceAddress::port, (draft, value) -> draft.port = (int) value)
            .build();

    private static final StructCodec<Weights, ?> WEIGHTS = StructCodec.of(WeightsDraft::new, WeightsDraft::finish)
            .int64("Passing", Weights::passing, (draft, value) -> draft.passing = (int) value)
            .int64("Warning", Weights::warning, (draft, value) -> draft.warning = (int) value)
            .build();

    private static final StructCodec<ServiceConnect, ?> CONNECT = StructCodec.of(
                    ConnectDraft::new, ConnectDraft::finish)
            .bool("Native", ServiceConnect::isNative, (draft, value) -> draft.isNative = value)
            .any("SidecarService", ServiceConnect::sidecarService, (draft, value) -> draft.sidecarService = value)
            .build();

    /** The struct. */
    public static final StructCodec<NodeService, ?> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("Kind", NodeService::kind, (draft, value) -> draft.kind = value)
            .string("ID", NodeService::id, (draft, value) -> draft.id = value)
            .string("Service", NodeService::service, (draft, value) -> draft.service = value)
            .strings("Tags", NodeService::tags, (draft, value) -> draft.tags = value)
            .string("Address", NodeService::address, (draft, value) -> draft.address = value)
            .field(
                    "TaggedAddresses",
                    (out, value) -> writeAddresses(out, value.taggedAddresses()),
                    (in, draft) -> draft.taggedAddresses = readAddresses(in))
            .stringMap("Meta", NodeService::meta, (draft, value) -> draft.meta = value)
            .int64("Port", NodeService::port, (draft, value) -> draft.port = (int) value)
            .string("SocketPath", NodeService::socketPath, (draft, value) -> draft.socketPath = value)
            .optional("Weights", NodeService::weights, (draft, value) -> draft.weights = value, WEIGHTS)
            .bool(
                    "EnableTagOverride",
                    NodeService::enableTagOverride,
                    (draft, value) -> draft.enableTagOverride = value)
            .struct("Proxy", NodeService::proxy, (draft, value) -> draft.proxy = value, ConnectProxyCodec.CODEC)
            .struct("Connect", NodeService::connect, (draft, value) -> draft.connect = value, CONNECT)
            .bool(
                    "LocallyRegisteredAsSidecar",
                    NodeService::locallyRegisteredAsSidecar,
                    (draft, value) -> draft.locallyRegisteredAsSidecar = value)
            .uint64("CreateIndex", NodeService::createIndex, (draft, value) -> draft.createIndex = value)
            .uint64("ModifyIndex", NodeService::modifyIndex, (draft, value) -> draft.modifyIndex = value)
            .build();

    private NodeServiceCodec() {}

    private static void writeAddresses(MsgpackWriter out, Map<String, ServiceAddress> addresses) {
        if (addresses == null) {
            out.nil();
            return;
        }
        out.mapHeader(addresses.size());
        addresses.forEach((name, address) -> {
            out.string(name);
            ADDRESS.write(out, address);
        });
    }

    private static Map<String, ServiceAddress> readAddresses(MsgpackReader in) {
        var addresses = new HashMap<String, ServiceAddress>();
        for (int left = in.mapHeader(); left > 0; left--) {
            addresses.put(in.string(), ADDRESS.read(in));
        }
        return addresses;
    }

    private static final class AddressDraft {
        private String address = "";
        private int port;

        private ServiceAddress finish() {
            return new ServiceAddress(address, port);
        }
    }

    private static final class WeightsDraft {
        private int passing;
        private int warning;

        private Weights finish() {
            return new Weights(passing, warning);
        }
    }

    private static final class ConnectDraft {
        private boolean isNative;
        private Object sidecarService;

        private ServiceConnect finish() {
            return new ServiceConnect(isNative, sidecarService);
        }
    }

    private static final class Draft {
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
        private boolean locallyRegisteredAsSidecar;
        private long createIndex;
        private long modifyIndex;

        private NodeService finish() {
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
                    createIndex,
                    modifyIndex);
        }
    }
}
