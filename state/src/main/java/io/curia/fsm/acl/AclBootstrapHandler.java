package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.AclBootstrap;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link AclBootstrapCommand}s. */
@ApplicationScoped
public class AclBootstrapHandler implements CommandHandler<AclBootstrapCommand> {
    @Override
    public int type() {
        return AclBootstrapCommand.TYPE;
    }

    @Override
    public AclBootstrapCommand decode(MsgpackReader in) {
        return AclBootstrapCommand.read(in);
    }

    @Override
    public ApplyResult apply(AclBootstrapCommand command, ApplyContext context) {
        AclBootstrap.bootstrap(context.txn(), context.index(), command.token(), command.resetIndex());
        return ApplyResult.Nil.NIL;
    }
}
