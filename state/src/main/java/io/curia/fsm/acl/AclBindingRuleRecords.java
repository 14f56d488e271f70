package io.curia.fsm.acl;

import io.curia.fsm.TableRecords;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WriteTxn;
import io.curia.model.AclBindingRule;
import io.curia.state.AclAuthStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Type 25 in snapshots: the binding rules. */
@ApplicationScoped
public class AclBindingRuleRecords extends TableRecords<AclBindingRule> {
    /** The records. */
    public AclBindingRuleRecords() {
        super(AclBindingRuleSetCommand.TYPE, 7, AuthCodecs.BINDING_RULE);
    }

    @Override
    protected Iterable<AclBindingRule> rows(ReadTxn txn) {
        return AclAuthStore.rules(txn);
    }

    @Override
    protected void insert(WriteTxn txn, AclBindingRule row) {
        AclAuthStore.restore(txn, row);
    }

    @Override
    protected String indexKey() {
        return AclAuthStore.RULES_INDEX_KEY;
    }

    @Override
    protected long index(AclBindingRule row) {
        return row.modifyIndex();
    }
}
