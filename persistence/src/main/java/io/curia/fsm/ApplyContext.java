package io.curia.fsm;

import io.curia.memdb.WriteTxn;
import io.curia.state.Change;
import java.io.IOException;
import java.io.InputStream;

/** What a command is applied to. Belongs to the thread that applies it. */
public final class ApplyContext {
    private final Change change;
    private final Fsm fsm;
    private ArchivedState replacement;

    /** @param change the transaction of this command alone, its FSM index, and what it means beside the tables */
    ApplyContext(Change change, Fsm fsm) {
        this.change = change;
        this.fsm = fsm;
    }

    /** The transaction of this command alone, its FSM index, and what it means beside the tables. */
    public Change change() {
        return change;
    }

    /** The transaction of this command alone. */
    public WriteTxn txn() {
        return change.txn();
    }

    /** The FSM index of this command. */
    public long index() {
        return change.index();
    }

    /**
     * Puts the state of an archive in the place of the present one once the command has been applied; the command's
     * own changes are lost with the present one.
     *
     * @throws IOException if it cannot be read; then nothing is put in its place
     */
    public void replaceState(InputStream archive) throws IOException {
        replacement = fsm.readArchive(archive);
    }

    /** What takes the place of the state, or null. */
    ArchivedState replacement() {
        return replacement;
    }
}
