package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.AclRoleStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link AclRoleSetCommand}s. */
@ApplicationScoped
public class AclRoleSetHandler implements CommandHandler<AclRoleSetCommand> {
    @Override
    public int type() {
        return AclRoleSetCommand.TYPE;
    }

    @Override
    public AclRoleSetCommand decode(MsgpackReader in) {
        return AclRoleSetCommand.read(in);
    }

    @Override
    public ApplyResult apply(AclRoleSetCommand command, ApplyContext context) {
        for (var each : Batches.orNone(command.roles())) {
            AclRoleStore.set(context.txn(), context.index(), each, command.allowMissingLinks());
        }
        return ApplyResult.Nil.NIL;
    }
}
