package io.curia.fsm.intention;

import io.curia.fsm.TableRecords;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WriteTxn;
import io.curia.model.Intention;
import io.curia.state.LegacyIntentions;
import jakarta.enterprise.context.ApplicationScoped;

/** Type 12 in snapshots: the intentions in the form of before 1.9. */
@ApplicationScoped
public class IntentionRecords extends TableRecords<Intention> {
    /** The records. */
    public IntentionRecords() {
        super(IntentionCommand.TYPE, 13, IntentionCodecs.INTENTION);
    }

    @Override
    protected Iterable<Intention> rows(ReadTxn txn) {
        return LegacyIntentions.all(txn);
    }

    @Override
    protected void insert(WriteTxn txn, Intention row) {
        LegacyIntentions.restore(txn, row);
    }

    @Override
    protected String indexKey() {
        return LegacyIntentions.INDEX_KEY;
    }

    @Override
    protected long index(Intention row) {
        return row.modifyIndex();
    }
}
