package io.curia.raft.recovery;

import io.curia.fsm.ReplicatedState;
import io.curia.raft.storage.SnapshotChunks;
import io.curia.raft.storage.SnapshotContent;
import io.curia.raft.storage.SnapshotFiles;
import java.io.IOException;

/** A state that becomes a snapshot at once, since there is no log that would stand for it. */
record CapturedState(ReplicatedState.Capture capture) implements SnapshotContent {
    @Override
    public boolean isLocalCapture() {
        return false;
    }

    @Override
    public SnapshotFiles.Incoming incoming() {
        return null;
    }

    @Override
    public void writeChunks(SnapshotChunks.Sink sink) throws IOException {
        try (var out = new SnapshotChunks.Writer(sink)) {
            capture.writeTo(out);
        }
    }

    @Override
    public void supersede() {
        // only captures that wait are superseded
    }

    @Override
    public void storedAt(Stored place) {
        // nobody reads it before the next start
    }
}
