package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.AclAuthStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link AclAuthMethodDeleteCommand}s. */
@ApplicationScoped
public class AclAuthMethodDeleteHandler implements CommandHandler<AclAuthMethodDeleteCommand> {
    @Override
    public int type() {
        return AclAuthMethodDeleteCommand.TYPE;
    }

    @Override
    public AclAuthMethodDeleteCommand decode(MsgpackReader in) {
        return AclAuthMethodDeleteCommand.read(in);
    }

    @Override
    public ApplyResult apply(AclAuthMethodDeleteCommand command, ApplyContext context) {
        for (var each : Batches.orNone(command.authMethodNames())) {
            AclAuthStore.deleteMethod(context.txn(), context.index(), each);
        }
        return ApplyResult.Nil.NIL;
    }
}
