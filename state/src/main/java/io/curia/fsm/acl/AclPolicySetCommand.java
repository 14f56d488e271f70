package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import io.curia.model.AclPolicy;
import java.util.List;

/**
 * Type 19: writes policies (fsm-commands §3).
 *
 * @param policies the policies; may be null
 */
public record AclPolicySetCommand(List<AclPolicy> policies) implements Command {
    static final int TYPE = 19;

    private static final StructCodec<AclPolicySetCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .list("Policies", AclPolicySetCommand::policies, (draft, value) -> draft.policies = value, AclCodecs.POLICY)
            .build();

    public AclPolicySetCommand {
        policies = policies == null ? null : List.copyOf(policies);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static AclPolicySetCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private List<AclPolicy> policies;

        private AclPolicySetCommand finish() {
            return new AclPolicySetCommand(policies);
        }
    }
}
