package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.AclToken;
import java.util.Objects;

/**
 * Type 11: makes the first token with all rights (fsm-commands §3).
 *
 * @param token the token to make
 * @param resetIndex the index of the last bootstrap, to repeat it; else 0
 */
public record AclBootstrapCommand(AclToken token, long resetIndex) implements Command {
    private static final StructCodec<AclBootstrapCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .struct("Token", AclBootstrapCommand::token, (draft, value) -> draft.token = value, RowCodecs.TOKEN)
            .uint64("ResetIndex", AclBootstrapCommand::resetIndex, (draft, value) -> draft.resetIndex = value)
            .build();

    public AclBootstrapCommand {
        Objects.requireNonNull(token);
    }

    @Override
    public EntryType type() {
        return EntryType.ACL_BOOTSTRAP;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static AclBootstrapCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private AclToken token = AclToken.EMPTY;
        private long resetIndex;

        private AclBootstrapCommand finish() {
            return new AclBootstrapCommand(token, resetIndex);
        }
    }
}
