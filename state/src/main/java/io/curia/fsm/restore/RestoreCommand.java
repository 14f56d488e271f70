package io.curia.fsm.restore;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;
import io.curia.model.ByteString;
import io.curia.model.RestoreChunk;
import java.util.Objects;

/**
 * Type 112, Curia's own: a step of a restore.
 *
 * @param op the name of the step, which may be an unknown one
 * @param chunk the id of the restore; for a chunk its place and bytes, for the switch the number of chunks as its place
 */
public record RestoreCommand(String op, RestoreChunk chunk) implements Command {
    static final String CHUNK = "chunk";
    static final String SWITCH = "switch";
    static final String DROP = "drop";

    private static final StructCodec<RestoreCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("Op", RestoreCommand::op, (draft, value) -> draft.op = value)
            .string("Restore", command -> command.chunk.restore(), (draft, value) -> draft.restore = value)
            .uint64("Sequence", command -> command.chunk.sequence(), (draft, value) -> draft.sequence = value)
            .uint64("Offset", command -> command.chunk.offset(), (draft, value) -> draft.offset = value)
            .bool("Last", command -> command.chunk.last(), (draft, value) -> draft.last = value)
            .bytes("Data", command -> command.chunk.data(), (draft, value) -> draft.data = value)
            .build();

    public RestoreCommand {
        Objects.requireNonNull(op);
        Objects.requireNonNull(chunk);
    }

    /** Keeps a part of an archive until the switch. Doing it again changes nothing. */
    public static RestoreCommand chunk(RestoreChunk chunk) {
        return new RestoreCommand(CHUNK, chunk);
    }

    /** Puts the archive of {@code chunks} parts in the place of the state. */
    public static RestoreCommand switchTo(String restore, long chunks) {
        return new RestoreCommand(SWITCH, new RestoreChunk(restore, chunks, 0, true, ByteString.EMPTY));
    }

    /** Forgets the parts of a restore that is given up; nothing happens if it is not the present one. */
    public static RestoreCommand drop(String restore) {
        return new RestoreCommand(DROP, new RestoreChunk(restore, 0, 0, true, ByteString.EMPTY));
    }

    @Override
    public EntryType type() {
        return EntryType.RESTORE;
    }

    @Override
    public boolean onlyDeletes() {
        // the switch lets go of the present state; the new one is there by then
        return !op.equals(CHUNK);
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static RestoreCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private String op = "";
        private String restore = "";
        private long sequence;
        private long offset;
        private boolean last;
        private ByteString data = ByteString.EMPTY;

        private RestoreCommand finish() {
            return new RestoreCommand(op, new RestoreChunk(restore, sequence, offset, last, data));
        }
    }
}
