package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.AclAuthStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link AclAuthMethodSetCommand}s. */
@ApplicationScoped
public class AclAuthMethodSetHandler implements CommandHandler<AclAuthMethodSetCommand> {
    @Override
    public int type() {
        return AclAuthMethodSetCommand.TYPE;
    }

    @Override
    public AclAuthMethodSetCommand decode(MsgpackReader in) {
        return AclAuthMethodSetCommand.read(in);
    }

    @Override
    public ApplyResult apply(AclAuthMethodSetCommand command, ApplyContext context) {
        for (var each : Batches.orNone(command.authMethods())) {
            AclAuthStore.setMethod(context.txn(), context.index(), each);
        }
        return ApplyResult.Nil.NIL;
    }
}
