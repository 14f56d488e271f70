package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import io.curia.model.AclBindingRule;
import java.util.List;

/**
 * Type 25: writes binding rules (fsm-commands §3).
 *
 * @param bindingRules the rules; may be null
 */
public record AclBindingRuleSetCommand(List<AclBindingRule> bindingRules) implements Command {
    static final int TYPE = 25;

    private static final StructCodec<AclBindingRuleSetCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .list(
                    "BindingRules",
                    AclBindingRuleSetCommand::bindingRules,
                    (draft, value) -> draft.bindingRules = value,
                    AuthCodecs.BINDING_RULE)
            .build();

    public AclBindingRuleSetCommand {
        bindingRules = bindingRules == null ? null : List.copyOf(bindingRules);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static AclBindingRuleSetCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private List<AclBindingRule> bindingRules;

        private AclBindingRuleSetCommand finish() {
            return new AclBindingRuleSetCommand(bindingRules);
        }
    }
}
