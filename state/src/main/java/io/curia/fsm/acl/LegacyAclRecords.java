package io.curia.fsm.acl;

import io.curia.codec.StructCodec;
import io.curia.fsm.EntryType;
import io.curia.fsm.SnapshotRecords;
import io.curia.model.AclLink;
import io.curia.model.AclToken;
import io.curia.model.GoTime;
import io.curia.state.AclBootstrap;
import io.curia.state.AclBuiltins;
import io.curia.state.AclTokens;
import java.util.List;

/** What servers from before 1.4 wrote: tokens without an accessor id, and that the first token has been made. */
final class LegacyAclRecords {
    private static final String MANAGEMENT = "management";

    private static final StructCodec<AclToken, Draft> TOKEN = StructCodec.of(Draft::new, Draft::finish)
            .string("ID", AclToken::secretId, (draft, value) -> draft.id = value)
            .string("Name", AclToken::description, (draft, value) -> draft.name = value)
            .string("Type", AclToken::type, (draft, value) -> draft.type = value)
            .string("Rules", AclToken::rules, (draft, value) -> draft.rules = value)
            .uint64("CreateIndex", AclToken::createIndex, (draft, value) -> draft.createIndex = value)
            .uint64("ModifyIndex", AclToken::modifyIndex, (draft, value) -> draft.modifyIndex = value)
            .build();

    /** When the first token was made. */
    private static final StructCodec<Long, Draft> BOOTSTRAP = StructCodec.of(Draft::new, draft -> draft.modifyIndex)
            .uint64("ModifyIndex", index -> index, (draft, value) -> draft.modifyIndex = value)
            .build();

    private LegacyAclRecords() {}

    /** Old tokens, which become tokens of today. */
    static SnapshotRecords tokens() {
        return SnapshotRecords.onlyRead(EntryType.LEGACY_ACL, (in, target) -> {
            var token = TOKEN.read(in);
            AclTokens.restore(target.change(), token);
            target.raiseIndex(AclTokens.INDEX_KEY, token.modifyIndex());
        });
    }

    /** That there is a first token, which is a row of the index table by now. */
    static SnapshotRecords bootstrap() {
        return SnapshotRecords.onlyRead(
                EntryType.ACL_BOOTSTRAP, (in, target) -> target.raiseIndex(AclBootstrap.INDEX_KEY, BOOTSTRAP.read(in)));
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
