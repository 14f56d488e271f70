package io.curia.raft.storage;

import java.io.IOException;
import java.util.Collection;
import java.util.UUID;

/**
 * Log, term, vote and snapshots of one Raft group on this server's disk, and what is durable when:
 *
 * <ul>
 *   <li>{@link #append} and {@link #truncateFrom} only note. A crash may lose any part of what is noted, from its end on
 *   <li>{@link #flush} writes all that is noted in one step and forces it to disk: after a crash all of it is there, or none
 *       of it if the flush had not returned
 *   <li>{@link #found} and {@link #vote(int, UUID)} are durable when they return, whatever is noted
 *   <li>{@link #snapshot} of a state that was captured here is durable some time later ({@link SnapshotFiles#durableIndex});
 *       the log stays whole until then. One that was fetched is durable when it returns, and the log may go on behind it
 * </ul>
 *
 * <p>A write that fails is repeated until it succeeds or {@link #stopRetrying} is called; meanwhile the call does not
 * return. Called by the group's thread only, but for {@link #entry}, {@link #payload}, {@link #isInPlace} and {@link
 * #stopRetrying}, which any thread may call.
 */
public interface LogStore extends AutoCloseable {
    /** Told about appends and about whether the disk takes writes, on the group's thread. */
    interface Listener {
        /** An entry was noted; a flush is due. */
        default void onAppend() {}

        /** A flush failed, and will be tried again. */
        default void onFlushFailed(IOException cause) {}

        /** The file is no longer at its path, and no write succeeds any more: this server must stop. */
        default void onDisplaced(IOException cause) {}

        /** A flush succeeded after failed ones. */
        default void onFlushRecovered() {}

        /** A snapshot could not be kept that Raft counts on already: this server must stop. */
        default void onSnapshotLost(IOException cause) {}
    }

    /**
     * A term, and whom this server voted for in it.
     *
     * @param votedFor null when no vote was given
     */
    record Vote(int term, UUID votedFor) {
        /** Of one that has never voted. */
        static final Vote NONE = new Vote(0, null);

        /** The later of the two: the one of the higher term, of the same term the one that was given to somebody. */
        Vote or(Vote other) {
            return other.term > term || other.term == term && votedFor == null ? other : this;
        }
    }

    /**
     * Keeps who the group's members were when it began, and has the group known from now on.
     *
     * @param local this server among them
     */
    void found(UUID local, Collection<UUID> members) throws IOException;

    /** Keeps a term, and for whom this server voted in it; null for nobody. */
    void vote(int term, UUID votedFor) throws IOException;

    /**
     * Notes an entry at the end of the log.
     *
     * @param kind what the payload is
     */
    void append(long index, int term, EntryKind kind, byte[] payload);

    /** Notes that entries from an index on, noted or kept, are void. */
    void truncateFrom(long index);

    /** Makes durable what is noted. */
    void flush() throws IOException;

    /**
     * Keeps a snapshot.
     *
     * @param content null if the state machine has no part in it
     */
    void snapshot(SnapshotHead head, SnapshotContent content) throws IOException;

    /** Entries from this index on stay, whatever snapshots there are; {@link Long#MAX_VALUE} when there is no reason. */
    void retainFrom(long index);

    /** Gives back the space of entries behind the newest durable snapshot that need not stay. */
    void removeCovered() throws IOException;

    /** Index of the first kept entry; 0 when there is none. Not of what is only noted. */
    long firstIndex();

    /** Index of the last kept entry; 0 when there is none. Not of what is only noted. */
    long lastIndex();

    /**
     * A kept entry; null if it is not kept.
     *
     * @throws IllegalArgumentException if it is damaged
     */
    StoredEntry entry(long index);

    /**
     * The payload of an entry, kept or only noted.
     *
     * @throws IllegalStateException if it is not there any more
     */
    byte[] payload(long index);

    /** The group's snapshots. */
    SnapshotFiles snapshots();

    /** Whether the files that are written to are still where they were opened; if not, what is written is lost. */
    boolean isInPlace();

    /** Ends a wait for a disk that takes no writes, so that the server can stop. */
    void stopRetrying();

    /** Closes the files in order; what was flushed is durable in any case. */
    @Override
    void close();
}
