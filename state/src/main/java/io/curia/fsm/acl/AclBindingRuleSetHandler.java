package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.AclAuthStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link AclBindingRuleSetCommand}s. */
@ApplicationScoped
public class AclBindingRuleSetHandler implements CommandHandler<AclBindingRuleSetCommand> {
    @Override
    public int type() {
        return AclBindingRuleSetCommand.TYPE;
    }

    @Override
    public AclBindingRuleSetCommand decode(MsgpackReader in) {
        return AclBindingRuleSetCommand.read(in);
    }

    @Override
    public ApplyResult apply(AclBindingRuleSetCommand command, ApplyContext context) {
        for (var each : Batches.orNone(command.bindingRules())) {
            AclAuthStore.setRule(context.txn(), context.index(), each);
        }
        return ApplyResult.Nil.NIL;
    }
}
