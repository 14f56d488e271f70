package io.curia.raft.api;

/**
 * How far this server's own log goes, as it was a moment ago; all 0 before it has one.
 *
 * @param lastTerm the term of its last entry
 * @param lastIndex the Raft index of that entry
 * @param commitIndex that of the last entry it knows to be committed
 * @param snapshotTerm the term of the last entry that its newest snapshot covers
 * @param snapshotIndex the index of that entry; 0 if there is no snapshot
 */
public record LogPosition(long lastTerm, long lastIndex, long commitIndex, long snapshotTerm, long snapshotIndex) {
    /** Of a server that has no log yet. */
    public static final LogPosition NONE = new LogPosition(0, 0, 0, 0, 0);
}
