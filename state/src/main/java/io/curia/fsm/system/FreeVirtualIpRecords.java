package io.curia.fsm.system;

import io.curia.codec.StructCodec;
import io.curia.fsm.TableRecords;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WriteTxn;
import io.curia.model.ByteString;
import io.curia.model.FreeVirtualIp;
import io.curia.state.VirtualIps;
import jakarta.enterprise.context.ApplicationScoped;

/** Type 33: the virtual addresses not in use, which servers since 1.11 write. Kept as they came. */
@ApplicationScoped
public class FreeVirtualIpRecords extends TableRecords<FreeVirtualIp> {
    private static final int TYPE = 33;

    private static final StructCodec<FreeVirtualIp, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .bytes("IP", FreeVirtualIp::ip, (draft, value) -> draft.ip = value)
            .bool("IsCounter", FreeVirtualIp::counter, (draft, value) -> draft.counter = value)
            .build();

    /** The records. */
    public FreeVirtualIpRecords() {
        super(TYPE, 0, CODEC);
    }

    @Override
    protected Iterable<FreeVirtualIp> rows(ReadTxn txn) {
        return VirtualIps.free(txn);
    }

    @Override
    protected void insert(WriteTxn txn, FreeVirtualIp row) {
        VirtualIps.restore(txn, row);
    }

    private static final class Draft {
        private ByteString ip = ByteString.EMPTY;
        private boolean counter;

        private FreeVirtualIp finish() {
            return new FreeVirtualIp(ip, counter);
        }
    }
}
