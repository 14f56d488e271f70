package io.curia.fsm;

import io.curia.model.ByteString;
import io.curia.model.RestoreChunk;
import io.curia.state.Change;
import java.io.IOException;
import java.util.List;

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

    /** Says that a part of an archive is in the state now; it is read in the background from here on. */
    public void stageArchive(RestoreChunk chunk) {
        fsm.archives().staged(chunk);
    }

    /** Says that the archive that was staged is not wanted any more. */
    public void dropArchive() {
        fsm.archives().drop();
    }

    /**
     * Puts the state of an archive in the place of the present one once the command has been applied; the command's
     * own changes are lost with the present one.
     *
     * @param restore the id under which it was staged
     * @param chunks all of the archive
     * @throws IOException if it cannot be read; then nothing is put in its place
     */
    public void replaceState(String restore, List<ByteString> chunks) throws IOException {
        replacement = fsm.archives().take(restore, chunks);
    }

    /** What takes the place of the state, or null. */
    ArchivedState replacement() {
        return replacement;
    }
}
