package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.AclTokenStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link AclTokenSetCommand}s. */
@ApplicationScoped
public class AclTokenSetHandler implements CommandHandler<AclTokenSetCommand> {
    @Override
    public int type() {
        return AclTokenSetCommand.TYPE;
    }

    @Override
    public AclTokenSetCommand decode(MsgpackReader in) {
        return AclTokenSetCommand.read(in);
    }

    @Override
    public ApplyResult apply(AclTokenSetCommand command, ApplyContext context) {
        var options = new AclTokenStore.Options(
                command.cas(), command.allowMissingLinks(), command.prohibitUnprivileged(), command.fromReplication());

        for (var each : Batches.orNone(command.tokens())) {
            AclTokenStore.set(context.txn(), context.index(), each, options);
        }
        return ApplyResult.Nil.NIL;
    }
}
