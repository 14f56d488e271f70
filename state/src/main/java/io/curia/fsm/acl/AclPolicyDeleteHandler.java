package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.AclPolicyStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link AclPolicyDeleteCommand}s. */
@ApplicationScoped
public class AclPolicyDeleteHandler implements CommandHandler<AclPolicyDeleteCommand> {
    @Override
    public int type() {
        return AclPolicyDeleteCommand.TYPE;
    }

    @Override
    public AclPolicyDeleteCommand decode(MsgpackReader in) {
        return AclPolicyDeleteCommand.read(in);
    }

    @Override
    public ApplyResult apply(AclPolicyDeleteCommand command, ApplyContext context) {
        for (var each : Batches.orNone(command.policyIds())) {
            AclPolicyStore.delete(context.txn(), context.index(), each);
        }
        return ApplyResult.Nil.NIL;
    }
}
