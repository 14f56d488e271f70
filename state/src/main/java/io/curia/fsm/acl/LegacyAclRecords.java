package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.codec.StructCodec;
import io.curia.fsm.RecordOutput;
import io.curia.fsm.RestoreTarget;
import io.curia.fsm.SnapshotRecords;
import io.curia.memdb.ReadTxn;
import io.curia.model.AclLink;
import io.curia.model.AclToken;
import io.curia.model.GoTime;
import io.curia.state.AclBuiltins;
import io.curia.state.AclTokenStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Type 4: the tokens of servers from before 1.4, which become tokens without an accessor id. Read, never written. */
@ApplicationScoped
public class LegacyAclRecords implements SnapshotRecords {
    private static final int TYPE = 4;
    private static final String MANAGEMENT = "management";

    private static final StructCodec<AclToken, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("ID", AclToken::secretId, (draft, value) -> draft.id = value)
            .string("Name", AclToken::description, (draft, value) -> draft.name = value)
            .string("Type", AclToken::type, (draft, value) -> draft.type = value)
            .string("Rules", AclToken::rules, (draft, value) -> draft.rules = value)
            .uint64("CreateIndex", AclToken::createIndex, (draft, value) -> draft.createIndex = value)
            .uint64("ModifyIndex", AclToken::modifyIndex, (draft, value) -> draft.modifyIndex = value)
            .build();

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int position() {
        return TYPE;
    }

    @Override
    public void write(ReadTxn txn, RecordOutput out) {
        // Its rows are tokens by now, and written as such.
    }

    @Override
    public void restore(MsgpackReader in, RestoreTarget target) {
        var token = CODEC.read(in);
        AclTokenStore.restore(target.txn(), token);
        target.raiseIndex(AclTokenStore.INDEX_KEY, token.modifyIndex());
    }

    private static final class Draft {
        private String id = "";
        private String name = "";
        private String type = "";
        private String rules = "";
        private long createIndex;
        private long modifyIndex;

        private AclToken finish() {
            var policies = type.equals(MANAGEMENT)
                    ? List.of(new AclLink(AclBuiltins.GLOBAL_MANAGEMENT_ID, AclBuiltins.GLOBAL_MANAGEMENT_NAME))
                    : null;
            return new AclToken(
                    "",
                    id,
                    name,
                    policies,
                    null,
                    null,
                    null,
                    type,
                    rules,
                    false,
                    "",
                    null,
                    0,
                    GoTime.ZERO,
                    null,
                    createIndex,
                    modifyIndex);
        }
    }
}
