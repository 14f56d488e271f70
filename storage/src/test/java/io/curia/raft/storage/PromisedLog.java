package io.curia.raft.storage;

import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What one server's storage must be able to give back. The present promise holds what was acknowledged; while something
 * is being written, the attempt holds what would be promised then. After a crash either may be found, nothing else.
 */
final class PromisedLog {
    private final NavigableMap<Long, Entry> entries = new TreeMap<>();
    private final NavigableMap<Long, byte[]> snapshots = new TreeMap<>();
    private int term;
    private UUID vote;
    private long membersIndex;

    @SuppressWarnings("ArrayRecordComponent") // compared by content in matches
    record Entry(int term, byte[] payload) {}

    PromisedLog copy() {
        var copy = new PromisedLog();
        copy.entries.putAll(entries);
        copy.snapshots.putAll(snapshots);
        copy.term = term;
        copy.vote = vote;
        copy.membersIndex = membersIndex;
        return copy;
    }

    void append(int atTerm, long index, byte[] payload) {
        entries.put(index, new Entry(atTerm, payload));
    }

    void deleteFrom(long index) {
        entries.tailMap(index, true).clear();
    }

    void vote(int inTerm, UUID candidate) {
        term = inTerm;
        vote = candidate;
    }

    void snapshot(long index, byte[] content) {
        snapshots.put(index, content);
    }

    /** Raft forgets what a snapshot received from the leader covers. */
    void forgetUpTo(long index) {
        entries.headMap(index, true).clear();
    }

    void members(long index) {
        membersIndex = index;
    }

    long membersIndex() {
        return membersIndex;
    }

    int term() {
        return term;
    }

    long snapshotIndex() {
        return snapshots.isEmpty() ? 0 : snapshots.lastKey();
    }

    long lastIndex() {
        return entries.isEmpty() ? snapshotIndex() : Math.max(snapshotIndex(), entries.lastKey());
    }

    /** Whether found is this, apart from entries that a snapshot covers. */
    boolean matches(PromisedLog found) {
        var mine = entries.tailMap(found.snapshotIndex(), false);
        var theirs = found.entries.tailMap(found.snapshotIndex(), false);
        return term == found.term
                && membersIndex == found.membersIndex
                && Objects.equals(vote, found.vote)
                && mine.keySet().equals(theirs.keySet())
                && mine.entrySet().stream().allMatch(e -> same(e.getValue(), theirs.get(e.getKey())));
    }

    /** Whether the newest snapshot found is one of these, and not older than those promised before. */
    boolean holdsSnapshotOf(PromisedLog found, long promisedIndex) {
        long index = found.snapshotIndex();
        return index >= promisedIndex
                && (index == 0 || Arrays.equals(snapshots.get(index), found.snapshots.get(index)));
    }

    private static boolean same(Entry a, Entry b) {
        return a.term == b.term && Arrays.equals(a.payload, b.payload);
    }

    @Override
    public String toString() {
        return "members " + membersIndex + " term " + term + " vote " + vote + " snapshot " + snapshotIndex()
                + " entries "
                + (entries.isEmpty() ? "none" : entries.firstKey() + ".." + entries.lastKey()) + " ("
                + entries.size() + ")";
    }
}
