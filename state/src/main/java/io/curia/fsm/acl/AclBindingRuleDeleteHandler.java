package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.AclAuthStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link AclBindingRuleDeleteCommand}s. */
@ApplicationScoped
public class AclBindingRuleDeleteHandler implements CommandHandler<AclBindingRuleDeleteCommand> {
    @Override
    public int type() {
        return AclBindingRuleDeleteCommand.TYPE;
    }

    @Override
    public AclBindingRuleDeleteCommand decode(MsgpackReader in) {
        return AclBindingRuleDeleteCommand.read(in);
    }

    @Override
    public ApplyResult apply(AclBindingRuleDeleteCommand command, ApplyContext context) {
        for (var each : Batches.orNone(command.bindingRuleIds())) {
            AclAuthStore.deleteRule(context.txn(), context.index(), each);
        }
        return ApplyResult.Nil.NIL;
    }
}
