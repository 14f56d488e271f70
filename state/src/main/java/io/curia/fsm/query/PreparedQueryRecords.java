package io.curia.fsm.query;

import io.curia.fsm.TableRecords;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WriteTxn;
import io.curia.model.PreparedQuery;
import io.curia.state.PreparedQueryStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Type 7 in snapshots: the prepared queries. */
@ApplicationScoped
public class PreparedQueryRecords extends TableRecords<PreparedQuery> {
    /** The records. */
    public PreparedQueryRecords() {
        super(PreparedQueryCommand.TYPE, 11, QueryCodecs.QUERY);
    }

    @Override
    protected Iterable<PreparedQuery> rows(ReadTxn txn) {
        return PreparedQueryStore.all(txn);
    }

    @Override
    protected void insert(WriteTxn txn, PreparedQuery row) {
        PreparedQueryStore.restore(txn, row);
    }

    @Override
    protected String indexKey() {
        return PreparedQueryStore.INDEX_KEY;
    }

    @Override
    protected long index(PreparedQuery row) {
        return row.modifyIndex();
    }
}
