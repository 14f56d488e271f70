package io.curia.fsm.intention;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.Intention;
import io.curia.model.IntentionMutation;
import java.util.Objects;

/**
 * Type 12: changes an intention (fsm-commands §3).
 *
 * @param datacenter the datacenter asked for; not looked at
 * @param op the name of the operation, which may be an unknown one
 * @param intention the intention in the form of before 1.9; may be null
 * @param mutation the change of a config entry, before which the intention counts for nothing; may be null
 * @param token kept empty by proposers, for the log is no place for secrets
 */
public record IntentionCommand(
        String datacenter, String op, Intention intention, IntentionMutation mutation, String token)
        implements Command {
    private static final StructCodec<IntentionCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("Datacenter", IntentionCommand::datacenter, (draft, value) -> draft.datacenter = value)
            .string("Op", IntentionCommand::op, (draft, value) -> draft.op = value)
            .optional(
                    "Intention",
                    IntentionCommand::intention,
                    (draft, value) -> draft.intention = value,
                    RowCodecs.INTENTION)
            .optional(
                    "Mutation",
                    IntentionCommand::mutation,
                    (draft, value) -> draft.mutation = value,
                    IntentionCodecs.MUTATION)
            .string("Token", IntentionCommand::token, (draft, value) -> draft.token = value)
            .build();

    public IntentionCommand {
        Objects.requireNonNull(datacenter);
        Objects.requireNonNull(op);
        Objects.requireNonNull(token);
    }

    @Override
    public EntryType type() {
        return EntryType.INTENTION;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static IntentionCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private String datacenter = "";
        private String op = "";
        private Intention intention;
        private IntentionMutation mutation;
        private String token = "";

        private IntentionCommand finish() {
            return new IntentionCommand(datacenter, op, intention, mutation, token);
        }
    }
}
