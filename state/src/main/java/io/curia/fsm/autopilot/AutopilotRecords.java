package io.curia.fsm.autopilot;

import io.curia.fsm.TableRecords;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WriteTxn;
import io.curia.model.AutopilotConfig;
import io.curia.state.AutopilotStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Type 9 in snapshots: the configuration of the autopilot, if there is one. */
@ApplicationScoped
public class AutopilotRecords extends TableRecords<AutopilotConfig> {
    /** The records. */
    public AutopilotRecords() {
        super(AutopilotCommand.TYPE, 12, AutopilotCodec.CONFIG);
    }

    @Override
    protected Iterable<AutopilotConfig> rows(ReadTxn txn) {
        return AutopilotStore.all(txn);
    }

    @Override
    protected void insert(WriteTxn txn, AutopilotConfig row) {
        AutopilotStore.restore(txn, row);
    }
}
