package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.AclRoleStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link AclRoleDeleteCommand}s. */
@ApplicationScoped
public class AclRoleDeleteHandler implements CommandHandler<AclRoleDeleteCommand> {
    @Override
    public int type() {
        return AclRoleDeleteCommand.TYPE;
    }

    @Override
    public AclRoleDeleteCommand decode(MsgpackReader in) {
        return AclRoleDeleteCommand.read(in);
    }

    @Override
    public ApplyResult apply(AclRoleDeleteCommand command, ApplyContext context) {
        for (var each : Batches.orNone(command.roleIds())) {
            AclRoleStore.delete(context.txn(), context.index(), each);
        }
        return ApplyResult.Nil.NIL;
    }
}
