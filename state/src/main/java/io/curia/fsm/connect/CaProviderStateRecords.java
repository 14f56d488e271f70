package io.curia.fsm.connect;

import io.curia.fsm.TableRecords;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WriteTxn;
import io.curia.model.CaProviderState;
import io.curia.state.CaStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Type 14: the states of providers. */
@ApplicationScoped
public class CaProviderStateRecords extends TableRecords<CaProviderState> {
    /** The records. */
    public CaProviderStateRecords() {
        super(14, 15, CaCodecs.PROVIDER_STATE);
    }

    @Override
    protected Iterable<CaProviderState> rows(ReadTxn txn) {
        return CaStore.providerStates(txn);
    }

    @Override
    protected void insert(WriteTxn txn, CaProviderState row) {
        CaStore.restore(txn, row);
    }

    @Override
    protected String indexKey() {
        return CaStore.BUILTIN_INDEX_KEY;
    }

    @Override
    protected long index(CaProviderState row) {
        return row.modifyIndex();
    }
}
