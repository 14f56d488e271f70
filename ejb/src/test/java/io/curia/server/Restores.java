package io.curia.server;

import io.curia.fsm.Fsm;
import io.curia.fsm.restore.RestoreCommand;
import io.curia.model.ByteString;
import io.curia.model.RestoreChunk;
import io.curia.raft.api.RaftEngine;
import io.curia.snapshot.ArchiveMeta;
import io.curia.snapshot.ArchiveWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** Archives for tests, and the commands that restore them. */
final class Restores {
    static final String ID = "0b3c1f38-0000-0000-0000-000000000001";

    private Restores() {}

    static byte[] archive(Fsm fsm) throws IOException {
        var snapshot = fsm.snapshot();
        var meta = new ArchiveMeta(1, "1-2-3", snapshot.index(), 1, "", List.of(), 1, 0);
        var out = new ByteArrayOutputStream();
        ArchiveWriter.write(out, meta, snapshot::writeState, Clock.systemUTC());
        return out.toByteArray();
    }

    static RestoreCommand chunk(String id, long sequence, long offset, boolean last, byte[] data) {
        return RestoreCommand.chunk(new RestoreChunk(id, sequence, offset, last, ByteString.wrap(data)));
    }

    static void restore(RaftEngine raft, byte[] archive) {
        raft.apply(chunk(ID, 0, 0, true, archive).encode())
                .toCompletableFuture()
                .join();
        raft.apply(RestoreCommand.switchTo(ID, 1).encode())
                .toCompletableFuture()
                .join();
    }

    static void restoreItself(RaftEngine raft, Fsm fsm) throws IOException {
        var old = fsm.store();
        restore(raft, archive(fsm));
        if (fsm.store() == old) {
            throw new AssertionError("not restored");
        }
    }
}
