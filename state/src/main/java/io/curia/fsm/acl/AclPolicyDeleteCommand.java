package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import java.util.List;

/**
 * Type 20: deletes policies (fsm-commands §3).
 *
 * @param policyIds ids of the policies; may be null
 */
public record AclPolicyDeleteCommand(List<String> policyIds) implements Command {
    static final int TYPE = 20;

    private static final StructCodec<AclPolicyDeleteCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .strings("PolicyIDs", AclPolicyDeleteCommand::policyIds, (draft, value) -> draft.policyIds = value)
            .build();

    public AclPolicyDeleteCommand {
        policyIds = policyIds == null ? null : List.copyOf(policyIds);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static AclPolicyDeleteCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private List<String> policyIds;

        private AclPolicyDeleteCommand finish() {
            return new AclPolicyDeleteCommand(policyIds);
        }
    }
}
