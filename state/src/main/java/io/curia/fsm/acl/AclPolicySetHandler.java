package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.AclPolicyStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link AclPolicySetCommand}s. */
@ApplicationScoped
public class AclPolicySetHandler implements CommandHandler<AclPolicySetCommand> {
    @Override
    public int type() {
        return AclPolicySetCommand.TYPE;
    }

    @Override
    public AclPolicySetCommand decode(MsgpackReader in) {
        return AclPolicySetCommand.read(in);
    }

    @Override
    public ApplyResult apply(AclPolicySetCommand command, ApplyContext context) {
        for (var each : Batches.orNone(command.policies())) {
            AclPolicyStore.set(context.txn(), context.index(), each);
        }
        return ApplyResult.Nil.NIL;
    }
}
