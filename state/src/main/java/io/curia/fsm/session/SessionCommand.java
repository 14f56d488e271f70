package io.curia.fsm.session;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.Session;
import java.util.Objects;

/**
 * Type 3: creates or destroys a session (fsm-commands §3). The answer to creating one is its id.
 *
 * @param datacenter the datacenter asked for; not looked at
 * @param op the name of the operation, which may be an unknown one
 * @param session the session, of which destroying needs the id only
 * @param token kept empty by proposers
 */
public record SessionCommand(String datacenter, String op, Session session, String token) implements Command {
    static final String CREATE = "create";
    static final String DESTROY = "destroy";

    private static final StructCodec<SessionCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("Datacenter", SessionCommand::datacenter, (draft, value) -> draft.datacenter = value)
            .string("Op", SessionCommand::op, (draft, value) -> draft.op = value)
            .struct("Session", SessionCommand::session, (draft, value) -> draft.session = value, RowCodecs.SESSION)
            .string("Token", SessionCommand::token, (draft, value) -> draft.token = value)
            .build();

    public SessionCommand {
        Objects.requireNonNull(datacenter);
        Objects.requireNonNull(op);
        Objects.requireNonNull(session);
        Objects.requireNonNull(token);
    }

    /** Creates a session; the proposer has made its id, a UUID that no session has. */
    public static SessionCommand create(Session session) {
        return new SessionCommand("", CREATE, session, "");
    }

    /** Destroys a session. */
    public static SessionCommand destroy(String id) {
        return new SessionCommand("", DESTROY, Session.ofId(id), "");
    }

    @Override
    public EntryType type() {
        return EntryType.SESSION;
    }

    @Override
    public boolean onlyDeletes() {
        return op.equals(DESTROY);
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static SessionCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private String datacenter = "";
        private String op = "";
        private Session session = Session.ofId("");
        private String token = "";

        private SessionCommand finish() {
            return new SessionCommand(datacenter, op, session, token);
        }
    }
}
