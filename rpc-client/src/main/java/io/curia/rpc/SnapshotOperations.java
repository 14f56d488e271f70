package io.curia.rpc;

/**
 * The remote EJB that takes and restores snapshots. An archive travels in chunks, as a transfer that is opened, belongs to
 * the user who opened it, and is closed. A server holds few transfers at a time and closes those on which nothing has
 * happened for a minute. Calls for one transfer come one after the other; different transfers are independent.
 */
public interface SnapshotOperations {
    /**
     * The number of these calls and of what they carry. Whoever opens a transfer names the one it speaks; a server refuses those that
     * it does not know. It rises when a call comes to mean something else.
     */
    int VERSION = 1;

    /** The role without which no call is answered. */
    String ROLE = "curia-snapshot";

    /** The most bytes that a chunk may have. */
    int LARGEST_CHUNK = 64 * 1024;

    /**
     * Takes an archive of the whole state and keeps it until it has been read.
     *
     * @param version the caller's {@link #VERSION}
     * @param stale whether the server asked gives its own state, rather than the leader's
     * @throws SnapshotRefusedException if the version is unknown, there is no leader, or too many transfers are open
     */
    SavedArchive openSave(int version, boolean stale) throws SnapshotRefusedException;

    /**
     * The next bytes of an archive.
     *
     * @param transfer from {@link #openSave}
     * @param offset where the chunk begins; the same one may be read again
     * @return at most {@link #LARGEST_CHUNK} bytes, none at the end
     */
    ArchiveChunk read(String transfer, long offset) throws SnapshotRefusedException;

    /**
     * Makes room for an archive that is to be verified or restored.
     *
     * @param version the caller's {@link #VERSION}
     * @return the transfer
     * @throws SnapshotRefusedException if the version is unknown, or too many transfers are open
     */
    String openRestore(int version) throws SnapshotRefusedException;

    /**
     * Adds bytes to an archive.
     *
     * @param transfer from {@link #openRestore}
     * @param chunk begins where the last one ended
     */
    void write(String transfer, ArchiveChunk chunk) throws SnapshotRefusedException;

    /**
     * Reads the archive to its end, as a restore does before it changes anything.
     *
     * @throws SnapshotRefusedException if it could not be restored, with the text of the HTTP API
     */
    void verify(String transfer) throws SnapshotRefusedException;

    /**
     * Puts the archive in the place of the whole state, on all servers of the cluster.
     *
     * @throws SnapshotRefusedException if it cannot be restored, with the text of the HTTP API
     */
    void commit(String transfer) throws SnapshotRefusedException;

    /** Ends a transfer and forgets its archive; does nothing if it has ended. */
    void close(String transfer) throws SnapshotRefusedException;
}
