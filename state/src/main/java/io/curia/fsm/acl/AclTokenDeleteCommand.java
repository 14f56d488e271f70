package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import java.util.List;

/**
 * Type 18: deletes tokens (fsm-commands §3).
 *
 * @param tokenIds accessor ids of the tokens; may be null
 */
public record AclTokenDeleteCommand(List<String> tokenIds) implements Command {
    static final int TYPE = 18;

    private static final StructCodec<AclTokenDeleteCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .strings("TokenIDs", AclTokenDeleteCommand::tokenIds, (draft, value) -> draft.tokenIds = value)
            .build();

    public AclTokenDeleteCommand {
        tokenIds = tokenIds == null ? null : List.copyOf(tokenIds);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static AclTokenDeleteCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private List<String> tokenIds;

        private AclTokenDeleteCommand finish() {
            return new AclTokenDeleteCommand(tokenIds);
        }
    }
}
