package io.curia.fsm.kv;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import java.util.Objects;

/**
 * Type 2: one operation on a key or a tree of keys (fsm-commands §3).
 *
 * @param datacenter the datacenter asked for; not looked at
 * @param op the name of the operation, which may be an unknown one
 * @param entry the key, or prefix, and what the operation needs besides
 * @param token kept empty by proposers, for the log is no place for secrets
 */
public record KvsCommand(String datacenter, String op, KvEntry entry, String token) implements Command {
    private static final StructCodec<KvsCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("Datacenter", KvsCommand::datacenter, (draft, value) -> draft.datacenter = value)
            .string("Op", KvsCommand::op, (draft, value) -> draft.op = value)
            .struct("DirEnt", KvsCommand::entry, (draft, value) -> draft.entry = value, RowCodecs.KV)
            .string("Token", KvsCommand::token, (draft, value) -> draft.token = value)
            .build();

    public KvsCommand {
        Objects.requireNonNull(datacenter);
        Objects.requireNonNull(op);
        Objects.requireNonNull(entry);
        Objects.requireNonNull(token);
    }

    /** The command as this server proposes it. The index that compare-and-sets expect is the entry's modifyIndex. */
    public static KvsCommand of(KvsOp op, KvEntry entry) {
        return new KvsCommand("", op.wireName(), entry, "");
    }

    @Override
    public EntryType type() {
        return EntryType.KVS;
    }

    @Override
    public boolean onlyDeletes() {
        return op.startsWith(KvsOp.DELETE.wireName());
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static KvsCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private String datacenter = "";
        private String op = "";
        private KvEntry entry = KvEntry.ofKey(ByteString.EMPTY, 0);
        private String token = "";

        private KvsCommand finish() {
            return new KvsCommand(datacenter, op, entry, token);
        }
    }
}
