package io.curia.fsm;

import io.curia.memdb.ReadTxn;
import java.io.IOException;
import java.io.OutputStream;

/** The state of one moment, to be taken out of the cluster. Immutable, thread-safe. */
public final class StateSnapshot {
    private final ReadTxn txn;
    private final long index;
    private final StateFile file;

    StateSnapshot(ReadTxn txn, long index, StateFile file) {
        this.txn = txn;
        this.index = index;
        this.file = file;
    }

    /** The state. */
    public ReadTxn txn() {
        return txn;
    }

    /** The FSM index of the last entry that the state contains. */
    public long index() {
        return index;
    }

    /** Writes {@code state.bin} (snapshot-format §3), the same bytes each time; neither flushes nor closes. */
    public void writeState(OutputStream out) throws IOException {
        file.writePortable(txn, out);
    }
}
