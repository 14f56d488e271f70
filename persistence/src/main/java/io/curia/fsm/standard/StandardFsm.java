package io.curia.fsm.standard;

import io.curia.fsm.ChunkingRecords;
import io.curia.fsm.CommandHandler;
import io.curia.fsm.Fsm;
import io.curia.fsm.IndexRecords;
import io.curia.fsm.SnapshotRecords;
import io.curia.fsm.kv.KvsHandler;
import io.curia.fsm.kv.KvsRecords;
import io.curia.fsm.kv.TombstoneHandler;
import io.curia.fsm.kv.TombstoneRecords;
import java.util.List;
import java.util.concurrent.Executor;

/** Builds the state machine that a container builds from its beans. */
public final class StandardFsm {
    private StandardFsm() {}

    /** Every handler of commands. */
    public static List<CommandHandler<?>> handlers() {
        return List.of(new KvsHandler(), new TombstoneHandler());
    }

    /** Every kind of snapshot records. */
    public static List<SnapshotRecords> records() {
        return List.of(new KvsRecords(), new TombstoneRecords(), new IndexRecords(), new ChunkingRecords());
    }

    /** A machine of all of them with an empty state; see {@link Fsm#Fsm} for the executor. */
    public static Fsm create(Executor wakeups) {
        return new Fsm(handlers(), records(), wakeups);
    }
}
