package io.curia.fsm.system;

import io.curia.codec.MsgpackException;
import io.curia.codec.MsgpackReader;
import io.curia.codec.StructCodec;
import io.curia.fsm.EntryType;
import io.curia.fsm.SnapshotRecords;
import io.curia.model.ByteString;
import io.curia.model.FreeVirtualIp;
import io.curia.model.ServiceVirtualIp;
import io.curia.state.VirtualIpTables;
import java.util.Map;

/** Virtual addresses, which servers since 1.11 write. Kept as they came (state-store §12). */
final class VirtualIpRecords {
    private static final StructCodec<FreeVirtualIp, Draft> FREE = StructCodec.of(Draft::new, Draft::finish)
            .bytes("IP", FreeVirtualIp::ip, (draft, value) -> draft.ip = value)
            .bool("IsCounter", FreeVirtualIp::counter, (draft, value) -> draft.counter = value)
            .build();

    private VirtualIpRecords() {}

    /** The addresses not in use, and the greatest there ever was. */
    static SnapshotRecords free() {
        return SnapshotRecords.ofTable(EntryType.FREE_VIRTUAL_IP, VirtualIpTables.FREE_IPS, FREE);
    }

    /** The addresses of services. */
    static SnapshotRecords ofServices() {
        return SnapshotRecords.ofTable(
                EntryType.SERVICE_VIRTUAL_IP,
                VirtualIpTables.SERVICE_IPS,
                (out, row) -> out.any(row.content()),
                VirtualIpRecords::read,
                (target, row) -> target.insert(VirtualIpTables.SERVICE_IPS, row));
    }

    private static ServiceVirtualIp read(MsgpackReader in) {
        var content = in.anyMap();
        if (content == null || !(content.get("Service") instanceof Map<?, ?> service)) {
            throw new MsgpackException("no virtual address of a service");
        }
        // Since 1.13 the name stands one level deeper, beside the peer.
        Object name = service.get("ServiceName") instanceof Map<?, ?> deeper ? deeper.get("Name") : service.get("Name");
        return new ServiceVirtualIp(text(name), text(service.get("Peer")), content);
    }

    private static String text(Object value) {
        return value instanceof String text ? text : "";
    }

    private static final class Draft {
        private ByteString ip = ByteString.EMPTY;
        private boolean counter;

        private FreeVirtualIp finish() {
            return new FreeVirtualIp(ip, counter);
        }
    }
}
