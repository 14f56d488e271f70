package io.curia.fsm.kv;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;
import java.util.Objects;

/**
 * Type 5: forgets old tombstones (fsm-commands §3).
 *
 * @param datacenter the datacenter asked for; not looked at
 * @param op the name of the operation, which may be an unknown one
 * @param reapIndex the greatest index of a tombstone to forget
 * @param token kept empty by proposers
 */
public record TombstoneReapCommand(String datacenter, String op, long reapIndex, String token) implements Command {
    /** The only operation there is. */
    static final String REAP = "reap";

    private static final StructCodec<TombstoneReapCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("Datacenter", TombstoneReapCommand::datacenter, (draft, value) -> draft.datacenter = value)
            .string("Op", TombstoneReapCommand::op, (draft, value) -> draft.op = value)
            .uint64("ReapIndex", TombstoneReapCommand::reapIndex, (draft, value) -> draft.reapIndex = value)
            .string("Token", TombstoneReapCommand::token, (draft, value) -> draft.token = value)
            .build();

    public TombstoneReapCommand {
        Objects.requireNonNull(datacenter);
        Objects.requireNonNull(op);
        Objects.requireNonNull(token);
    }

    /** The command as this server proposes it. */
    public static TombstoneReapCommand upTo(long reapIndex) {
        return new TombstoneReapCommand("", REAP, reapIndex, "");
    }

    @Override
    public EntryType type() {
        return EntryType.TOMBSTONE;
    }

    @Override
    public boolean onlyDeletes() {
        return true;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static TombstoneReapCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private String datacenter = "";
        private String op = "";
        private long reapIndex;
        private String token = "";

        private TombstoneReapCommand finish() {
            return new TombstoneReapCommand(datacenter, op, reapIndex, token);
        }
    }
}
