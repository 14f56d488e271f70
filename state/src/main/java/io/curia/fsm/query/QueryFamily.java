package io.curia.fsm.query;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandFamily;
import io.curia.fsm.CommandHandler;
import io.curia.fsm.EntryType;
import io.curia.fsm.SnapshotRecords;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.PreparedQuery;
import io.curia.state.Change;
import io.curia.state.PreparedQueries;
import io.curia.state.QueryTables;
import io.curia.state.StateException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Prepared queries. */
@ApplicationScoped
public class QueryFamily implements CommandFamily {
    @Override
    public List<CommandHandler<?>> commands() {
        return List.of(CommandHandler.of(EntryType.PREPARED_QUERY, PreparedQueryCommand::read, QueryFamily::apply));
    }

    @Override
    public List<SnapshotRecords> records() {
        return List.of(SnapshotRecords.ofTable(
                EntryType.PREPARED_QUERY, QueryTables.QUERIES, RowCodecs.QUERY, PreparedQuery::modifyIndex));
    }

    private static ApplyResult apply(PreparedQueryCommand command, Change change) {
        var query = command.query();
        if (query == null) {
            throw new StateException("Missing Query ID");
        }
        switch (command.op()) {
            case "create", "update" -> PreparedQueries.set(change, query);
            case "delete" -> PreparedQueries.delete(change, query.id());
            default -> throw new StateException("Invalid PreparedQuery operation '" + command.op() + "'");
        }
        return ApplyResult.Nil.NIL;
    }
}
