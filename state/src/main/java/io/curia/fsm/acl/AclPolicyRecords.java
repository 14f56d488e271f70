package io.curia.fsm.acl;

import io.curia.fsm.TableRecords;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WriteTxn;
import io.curia.model.AclPolicy;
import io.curia.state.AclPolicyStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Type 19 in snapshots: the policies. */
@ApplicationScoped
public class AclPolicyRecords extends TableRecords<AclPolicy> {
    /** The records. */
    public AclPolicyRecords() {
        super(AclPolicySetCommand.TYPE, 5, AclCodecs.POLICY);
    }

    @Override
    protected Iterable<AclPolicy> rows(ReadTxn txn) {
        return AclPolicyStore.all(txn);
    }

    @Override
    protected void insert(WriteTxn txn, AclPolicy row) {
        AclPolicyStore.restore(txn, row);
    }

    @Override
    protected String indexKey() {
        return AclPolicyStore.INDEX_KEY;
    }

    @Override
    protected long index(AclPolicy row) {
        return row.modifyIndex();
    }
}
