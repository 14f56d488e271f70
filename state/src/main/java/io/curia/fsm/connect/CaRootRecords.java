package io.curia.fsm.connect;

import io.curia.fsm.TableRecords;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WriteTxn;
import io.curia.model.CaRoot;
import io.curia.state.CaStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Type 13 in snapshots: the roots. */
@ApplicationScoped
public class CaRootRecords extends TableRecords<CaRoot> {
    /** The records. */
    public CaRootRecords() {
        super(CaCommand.TYPE, 14, CaCodecs.ROOT);
    }

    @Override
    protected Iterable<CaRoot> rows(ReadTxn txn) {
        return CaStore.roots(txn);
    }

    @Override
    protected void insert(WriteTxn txn, CaRoot row) {
        CaStore.restore(txn, row);
    }

    @Override
    protected String indexKey() {
        return CaStore.ROOTS_INDEX_KEY;
    }

    @Override
    protected long index(CaRoot row) {
        return row.modifyIndex();
    }
}
