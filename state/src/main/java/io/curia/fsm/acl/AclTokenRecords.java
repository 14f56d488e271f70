package io.curia.fsm.acl;

import io.curia.fsm.TableRecords;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WriteTxn;
import io.curia.model.AclToken;
import io.curia.state.AclTokenStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Type 17 in snapshots: the tokens. */
@ApplicationScoped
public class AclTokenRecords extends TableRecords<AclToken> {
    /** The records. */
    public AclTokenRecords() {
        super(AclTokenSetCommand.TYPE, 4, AclCodecs.TOKEN);
    }

    @Override
    protected Iterable<AclToken> rows(ReadTxn txn) {
        return AclTokenStore.all(txn);
    }

    @Override
    protected void insert(WriteTxn txn, AclToken row) {
        AclTokenStore.restore(txn, row);
    }

    @Override
    protected String indexKey() {
        return AclTokenStore.INDEX_KEY;
    }

    @Override
    protected long index(AclToken row) {
        return row.modifyIndex();
    }
}
