package io.curia.fsm.system;

import io.curia.codec.MsgpackException;
import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.fsm.RecordOutput;
import io.curia.fsm.RestoreTarget;
import io.curia.fsm.SnapshotRecords;
import io.curia.memdb.ReadTxn;
import io.curia.model.ServiceVirtualIp;
import io.curia.state.VirtualIps;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;

/** Type 32: the virtual addresses of services, which servers since 1.11 write. Kept as they came. */
@ApplicationScoped
public class ServiceVirtualIpRecords implements SnapshotRecords {
    private static final int TYPE = 32;
    private static final int POSITION = -1;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int position() {
        return POSITION;
    }

    @Override
    public void write(ReadTxn txn, RecordOutput out) throws IOException {
        for (var row : VirtualIps.ofServices(txn)) {
            out.write(TYPE, row.content(), MsgpackWriter::any);
        }
    }

    @Override
    public void restore(MsgpackReader in, RestoreTarget target) {
        var content = in.anyMap();
        if (content == null || !(content.get("Service") instanceof Map<?, ?> service)) {
            throw new MsgpackException("no virtual address of a service");
        }
        // Since 1.13 the name stands one level deeper, beside the peer.
        Object name = service.get("ServiceName") instanceof Map<?, ?> deeper ? deeper.get("Name") : service.get("Name");
        VirtualIps.restore(target.txn(), new ServiceVirtualIp(text(name), text(service.get("Peer")), content));
    }

    private static String text(Object value) {
        return value instanceof String text ? text : "";
    }
}
