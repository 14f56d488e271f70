package io.curia.fsm.system;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.FederationState;
import java.util.Objects;

/**
 * Type 30: writes or deletes the state of one datacenter (fsm-commands §3). In snapshots a record is one of these,
 * too.
 *
 * @param datacenter the datacenter asked for; not looked at
 * @param op the name of the operation, which may be an unknown one
 * @param state the state; for a delete only its datacenter counts; may be null
 * @param token kept empty by proposers, for the log is no place for secrets
 */
public record FederationStateCommand(String datacenter, String op, FederationState state, String token)
        implements Command {
    private static final StructCodec<FederationStateCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("Datacenter", FederationStateCommand::datacenter, (draft, value) -> draft.datacenter = value)
            .string("Op", FederationStateCommand::op, (draft, value) -> draft.op = value)
            .optional(
                    "State",
                    FederationStateCommand::state,
                    (draft, value) -> draft.state = value,
                    RowCodecs.FEDERATION_STATE)
            .string("Token", FederationStateCommand::token, (draft, value) -> draft.token = value)
            .build();

    public FederationStateCommand {
        Objects.requireNonNull(datacenter);
        Objects.requireNonNull(op);
        Objects.requireNonNull(token);
    }

    @Override
    public EntryType type() {
        return EntryType.FEDERATION_STATE;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static FederationStateCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private String datacenter = "";
        private String op = "";
        private FederationState state;
        private String token = "";

        private FederationStateCommand finish() {
            return new FederationStateCommand(datacenter, op, state, token);
        }
    }
}
