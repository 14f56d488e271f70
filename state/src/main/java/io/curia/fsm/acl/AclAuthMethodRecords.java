package io.curia.fsm.acl;

import io.curia.fsm.TableRecords;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WriteTxn;
import io.curia.model.AclAuthMethod;
import io.curia.state.AclAuthStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Type 27 in snapshots: the auth methods. */
@ApplicationScoped
public class AclAuthMethodRecords extends TableRecords<AclAuthMethod> {
    /** The records. */
    public AclAuthMethodRecords() {
        super(AclAuthMethodSetCommand.TYPE, 8, AuthCodecs.AUTH_METHOD);
    }

    @Override
    protected Iterable<AclAuthMethod> rows(ReadTxn txn) {
        return AclAuthStore.methods(txn);
    }

    @Override
    protected void insert(WriteTxn txn, AclAuthMethod row) {
        AclAuthStore.restore(txn, row);
    }

    @Override
    protected String indexKey() {
        return AclAuthStore.METHODS_INDEX_KEY;
    }

    @Override
    protected long index(AclAuthMethod row) {
        return row.modifyIndex();
    }
}
