package io.curia.fsm.session;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyContext;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandHandler;
import io.curia.state.Sessions;
import io.curia.state.StateException;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies {@link SessionCommand}s. */
@ApplicationScoped
public class SessionHandler implements CommandHandler<SessionCommand> {
    @Override
    public int type() {
        return SessionCommand.TYPE;
    }

    @Override
    public SessionCommand decode(MsgpackReader in) {
        return SessionCommand.read(in);
    }

    @Override
    public ApplyResult apply(SessionCommand command, ApplyContext context) {
        var session = command.session();
        return switch (command.op()) {
            case SessionCommand.CREATE -> {
                Sessions.create(context.change(), session);
                yield new ApplyResult.Text(session.id());
            }
            case SessionCommand.DESTROY -> {
                Sessions.destroy(context.change(), session.id());
                yield ApplyResult.Nil.NIL;
            }
            default -> throw new StateException("Invalid session operation '" + command.op() + "'");
        };
    }
}
