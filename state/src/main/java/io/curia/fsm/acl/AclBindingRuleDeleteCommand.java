package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import java.util.List;

/**
 * Type 26: deletes binding rules (fsm-commands §3).
 *
 * @param bindingRuleIds ids of the rules; may be null
 */
public record AclBindingRuleDeleteCommand(List<String> bindingRuleIds) implements Command {
    static final int TYPE = 26;

    private static final StructCodec<AclBindingRuleDeleteCommand, Draft> CODEC = StructCodec.of(
                    Draft::new, Draft::finish)
            .strings(
                    "BindingRuleIDs",
                    AclBindingRuleDeleteCommand::bindingRuleIds,
                    (draft, value) -> draft.bindingRuleIds = value)
            .build();

    public AclBindingRuleDeleteCommand {
        bindingRuleIds = bindingRuleIds == null ? null : List.copyOf(bindingRuleIds);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static AclBindingRuleDeleteCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private List<String> bindingRuleIds;

        private AclBindingRuleDeleteCommand finish() {
            return new AclBindingRuleDeleteCommand(bindingRuleIds);
        }
    }
}
