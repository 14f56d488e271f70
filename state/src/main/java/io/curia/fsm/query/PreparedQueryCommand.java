package io.curia.fsm.query;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.PreparedQuery;
import java.util.Objects;

/**
 * Type 7: writes or deletes a prepared query (fsm-commands §3).
 *
 * @param datacenter the datacenter asked for; not looked at
 * @param op the name of the operation, which may be an unknown one
 * @param query the query; for a delete only its id counts; may be null
 * @param token kept empty by proposers, for the log is no place for secrets
 */
public record PreparedQueryCommand(String datacenter, String op, PreparedQuery query, String token) implements Command {
    private static final StructCodec<PreparedQueryCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("Datacenter", PreparedQueryCommand::datacenter, (draft, value) -> draft.datacenter = value)
            .string("Op", PreparedQueryCommand::op, (draft, value) -> draft.op = value)
            .optional("Query", PreparedQueryCommand::query, (draft, value) -> draft.query = value, RowCodecs.QUERY)
            .string("Token", PreparedQueryCommand::token, (draft, value) -> draft.token = value)
            .build();

    public PreparedQueryCommand {
        Objects.requireNonNull(datacenter);
        Objects.requireNonNull(op);
        Objects.requireNonNull(token);
    }

    @Override
    public EntryType type() {
        return EntryType.PREPARED_QUERY;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static PreparedQueryCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private String datacenter = "";
        private String op = "";
        private PreparedQuery query;
        private String token = "";

        private PreparedQueryCommand finish() {
            return new PreparedQueryCommand(datacenter, op, query, token);
        }
    }
}
