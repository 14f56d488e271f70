package io.curia.fsm.connect;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;
import java.util.Objects;

/**
 * Type 21: takes an index, for a serial number of a leaf certificate (fsm-commands §3).
 *
 * @param op the name of the operation, which may be an unknown one
 * @param datacenter the datacenter asked for; not looked at
 * @param token kept empty by proposers, for the log is no place for secrets
 */
public record CaLeafCommand(String op, String datacenter, String token) implements Command {
    private static final StructCodec<CaLeafCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("Op", CaLeafCommand::op, (draft, value) -> draft.op = value)
            .string("Datacenter", CaLeafCommand::datacenter, (draft, value) -> draft.datacenter = value)
            .string("Token", CaLeafCommand::token, (draft, value) -> draft.token = value)
            .build();

    public CaLeafCommand {
        Objects.requireNonNull(op);
        Objects.requireNonNull(datacenter);
        Objects.requireNonNull(token);
    }

    @Override
    public EntryType type() {
        return EntryType.CONNECT_CA_LEAF;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static CaLeafCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private String op = "";
        private String datacenter = "";
        private String token = "";

        private CaLeafCommand finish() {
            return new CaLeafCommand(op, datacenter, token);
        }
    }
}
