package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.AclTokenStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link AclTokenDeleteCommand}s. */
@ApplicationScoped
public class AclTokenDeleteHandler implements CommandHandler<AclTokenDeleteCommand> {
    @Override
    public int type() {
        return AclTokenDeleteCommand.TYPE;
    }

    @Override
    public AclTokenDeleteCommand decode(MsgpackReader in) {
        return AclTokenDeleteCommand.read(in);
    }

    @Override
    public ApplyResult apply(AclTokenDeleteCommand command, ApplyContext context) {
        for (var each : Batches.orNone(command.tokenIds())) {
            AclTokenStore.delete(context.txn(), context.index(), each);
        }
        return ApplyResult.Nil.NIL;
    }
}
