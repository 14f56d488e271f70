package io.curia.fsm.txn;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;
import io.curia.model.TxnOp;
import java.util.List;
import java.util.Objects;

/**
 * Type 8: many operations of which all happen or none (fsm-commands §3). The answer is a {@link
 * io.curia.model.TxnResponse}, encoded by {@link TxnResponseCodec}.
 *
 * @param datacenter the datacenter asked for; not looked at
 * @param ops the operations, in order
 * @param token kept empty by proposers
 */
public record TxnCommand(String datacenter, List<TxnOp> ops, String token) implements Command {
    private static final StructCodec<TxnCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("Datacenter", TxnCommand::datacenter, (draft, value) -> draft.datacenter = value)
            .list("Ops", TxnCommand::ops, (draft, value) -> draft.ops = value, TxnOpCodec.CODEC)
            .string("Token", TxnCommand::token, (draft, value) -> draft.token = value)
            .build();

    public TxnCommand {
        Objects.requireNonNull(datacenter);
        Objects.requireNonNull(token);
        ops = List.copyOf(ops);
    }

    /** The command as this server proposes it. */
    public static TxnCommand of(List<TxnOp> ops) {
        return new TxnCommand("", ops, "");
    }

    @Override
    public EntryType type() {
        return EntryType.TXN;
    }

    @Override
    public boolean onlyDeletes() {
        return ops.stream().allMatch(op -> op.isRead() || op.isDelete());
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static TxnCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private String datacenter = "";
        private List<TxnOp> ops = List.of();
        private String token = "";

        private TxnCommand finish() {
            return new TxnCommand(datacenter, ops, token);
        }
    }
}
