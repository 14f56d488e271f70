package io.curia.raft.offline;

import io.curia.fsm.ReplicatedState;
import io.curia.raft.storage.RaftFiles;
import io.curia.raft.storage.SnapshotChunks;
import java.io.IOException;

/**
 * The state that a group has on one disk: the newest snapshot and every entry behind it, whether a majority had it or not.
 *
 * @param lastIndex of the log or the snapshot, in the group's own count
 * @param lastTerm of the entry with that index, or of the snapshot
 * @param commands how many entries were applied behind the snapshot
 */
public record Replay(long lastIndex, int lastTerm, long commands) {
    /**
     * Fills an empty state.
     *
     * @throws IOException if the snapshot cannot be read
     * @throws io.curia.fsm.UnappliableEntryException if an entry cannot be applied
     */
    public static Replay into(ReplicatedState state, RaftFiles.Restored restored) throws IOException {
        int term = 0;
        long last = restored.from() - 1;
        if (restored.snapshot() != null) {
            var head = restored.snapshot().head();
            term = head.term();
            if (head.hasContent()) {
                try (var in = SnapshotChunks.read(restored.snapshot().content().chunks())) {
                    state.restore(in);
                }
            }
        }
        long commands = 0;
        for (long index = restored.from(); index <= restored.log().lastIndex(); index++) {
            var entry = restored.log().entry(index);
            if (entry.isCommand()) {
                state.apply(index, entry.payload());
                commands++;
            }
            last = index;
            term = entry.term();
        }
        return new Replay(last, term, commands);
    }
}
