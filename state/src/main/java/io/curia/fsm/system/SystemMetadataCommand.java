package io.curia.fsm.system;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.SystemMetadataEntry;
import java.util.Objects;

/**
 * Type 31: writes or deletes a note of the servers (fsm-commands §3).
 *
 * @param datacenter the datacenter asked for; not looked at
 * @param op the name of the operation, which may be an unknown one
 * @param entry the note; for a delete only its key counts; may be null
 * @param token kept empty by proposers, for the log is no place for secrets
 */
public record SystemMetadataCommand(String datacenter, String op, SystemMetadataEntry entry, String token)
        implements Command {
    private static final StructCodec<SystemMetadataCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("Datacenter", SystemMetadataCommand::datacenter, (draft, value) -> draft.datacenter = value)
            .string("Op", SystemMetadataCommand::op, (draft, value) -> draft.op = value)
            .optional("Entry", SystemMetadataCommand::entry, (draft, value) -> draft.entry = value, RowCodecs.METADATA)
            .string("Token", SystemMetadataCommand::token, (draft, value) -> draft.token = value)
            .build();

    public SystemMetadataCommand {
        Objects.requireNonNull(datacenter);
        Objects.requireNonNull(op);
        Objects.requireNonNull(token);
    }

    @Override
    public EntryType type() {
        return EntryType.SYSTEM_METADATA;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static SystemMetadataCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private String datacenter = "";
        private String op = "";
        private SystemMetadataEntry entry;
        private String token = "";

        private SystemMetadataCommand finish() {
            return new SystemMetadataCommand(datacenter, op, entry, token);
        }
    }
}
