package io.curia.fsm.acl;

import io.curia.fsm.TableRecords;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WriteTxn;
import io.curia.model.AclRole;
import io.curia.state.AclRoleStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Type 23 in snapshots: the roles. */
@ApplicationScoped
public class AclRoleRecords extends TableRecords<AclRole> {
    /** The records. */
    public AclRoleRecords() {
        super(AclRoleSetCommand.TYPE, 6, AclCodecs.ROLE);
    }

    @Override
    protected Iterable<AclRole> rows(ReadTxn txn) {
        return AclRoleStore.all(txn);
    }

    @Override
    protected void insert(WriteTxn txn, AclRole row) {
        AclRoleStore.restore(txn, row);
    }

    @Override
    protected String indexKey() {
        return AclRoleStore.INDEX_KEY;
    }

    @Override
    protected long index(AclRole row) {
        return row.modifyIndex();
    }
}
