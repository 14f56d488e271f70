package io.curia.fsm.session;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandFamily;
import io.curia.fsm.CommandHandler;
import io.curia.fsm.EntryType;
import io.curia.fsm.SnapshotRecords;
import io.curia.fsm.structs.RowCodecs;
import io.curia.memdb.Table;
import io.curia.state.Change;
import io.curia.state.SessionTables;
import io.curia.state.Sessions;
import io.curia.state.StateException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Sessions. */
@ApplicationScoped
public class SessionFamily implements CommandFamily {
    @Override
    public List<CommandHandler<?>> commands() {
        return List.of(CommandHandler.of(EntryType.SESSION, SessionCommand::read, SessionFamily::apply));
    }

    @Override
    public List<SnapshotRecords> records() {
        return List.of(SnapshotRecords.ofTable(
                EntryType.SESSION,
                SessionTables.SESSIONS,
                RowCodecs.SESSION::write,
                RowCodecs.SESSION::read,
                (target, session) -> {
                    Sessions.restore(target.change(), session);
                    target.raiseIndex(Sessions.INDEX_KEY, session.modifyIndex());
                }));
    }

    @Override
    public List<Table<?>> derived() {
        return List.of(SessionTables.CHECKS);
    }

    private static ApplyResult apply(SessionCommand command, Change change) {
        var session = command.session();
        return switch (command.op()) {
            case SessionCommand.CREATE -> {
                Sessions.create(change, session);
                yield new ApplyResult.Text(session.id());
            }
            case SessionCommand.DESTROY -> {
                Sessions.destroy(change, session.id());
                yield ApplyResult.Nil.NIL;
            }
            default -> throw new StateException("Invalid session operation '" + command.op() + "'");
        };
    }
}
