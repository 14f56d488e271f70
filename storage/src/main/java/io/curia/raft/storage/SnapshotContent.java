package io.curia.raft.storage;

import java.io.IOException;

/** The state machine's part of a snapshot that is given to a {@link LogStore}. */
public interface SnapshotContent {
    /** Where the chunks of a written snapshot are. */
    interface Stored {
        /** From the first chunk on; to be closed. */
        SnapshotChunks.Source chunks() throws IOException;
    }

    /** Whether it was captured here, so that the log it stands for is whole and it may be written later. */
    boolean isLocalCapture();

    /** The file it was fetched into, while that has no name yet; null otherwise. */
    SnapshotFiles.Incoming incoming();

    /** Hands out all chunks in order; may be called any number of times. */
    void writeChunks(SnapshotChunks.Sink sink) throws IOException;

    /** It is not written, for a newer one is in its place. */
    void supersede();

    /** It is durable now, and there. */
    void storedAt(Stored place);
}
