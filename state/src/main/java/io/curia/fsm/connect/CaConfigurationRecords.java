package io.curia.fsm.connect;

import io.curia.fsm.TableRecords;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WriteTxn;
import io.curia.model.CaConfiguration;
import io.curia.state.CaStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Type 15: the configuration, if there is one. */
@ApplicationScoped
public class CaConfigurationRecords extends TableRecords<CaConfiguration> {
    /** The records. */
    public CaConfigurationRecords() {
        super(15, 16, CaCodecs.CONFIGURATION);
    }

    @Override
    protected Iterable<CaConfiguration> rows(ReadTxn txn) {
        return CaStore.configurations(txn);
    }

    @Override
    protected void insert(WriteTxn txn, CaConfiguration row) {
        CaStore.restore(txn, row);
    }
}
