package io.curia.fsm.system;

import io.curia.fsm.TableRecords;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WriteTxn;
import io.curia.model.SystemMetadataEntry;
import io.curia.state.SystemMetadataStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Type 31 in snapshots: the notes of the servers. */
@ApplicationScoped
public class SystemMetadataRecords extends TableRecords<SystemMetadataEntry> {
    /** The records. */
    public SystemMetadataRecords() {
        super(SystemMetadataCommand.TYPE, 19, SystemCodecs.METADATA);
    }

    @Override
    protected Iterable<SystemMetadataEntry> rows(ReadTxn txn) {
        return SystemMetadataStore.all(txn);
    }

    @Override
    protected void insert(WriteTxn txn, SystemMetadataEntry row) {
        SystemMetadataStore.restore(txn, row);
    }

    @Override
    protected String indexKey() {
        return SystemMetadataStore.INDEX_KEY;
    }

    @Override
    protected long index(SystemMetadataEntry row) {
        return row.modifyIndex();
    }
}
