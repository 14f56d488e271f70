package io.curia.cli.recover;

import io.curia.raft.offline.LogDirectory;
import java.util.Comparator;
import java.util.List;

/**
 * What one server has left, as it tells itself or as its data directory does.
 *
 * @param place an address or a directory
 * @param nodeId its node id; empty if it does not tell
 * @param name its node's name; empty if that is not known
 * @param state what it is doing
 * @param term the last it has heard of; negative if it does not tell
 * @param endTerm the term of the last entry of its log; negative if it does not tell
 * @param end the index of that entry; negative if it does not tell
 * @param applied the index up to which it has surely applied the log; negative if it does not tell
 * @param age how long ago it last wrote, or heard from a leader
 * @param voters of its group, as it knows them; itself among them if it votes; empty if it does not tell
 */
record Remains(
        String place,
        String nodeId,
        String name,
        String state,
        long term,
        long endTerm,
        long end,
        long applied,
        String age,
        List<LogDirectory.Voter> voters) {
    /** The log that is newer by Raft's rule is the greater one; of a server that does not tell, what it has applied counts. */
    static final Comparator<Remains> BY_STATE = Comparator.comparingLong(Remains::endTerm)
            .thenComparingLong(remains -> Math.max(remains.end, remains.applied));

    /** Whether it tells of any log. */
    boolean hasState() {
        return end > 0 || applied > 0;
    }

    /** A number, or what stands for one that is not known. */
    static String text(long number) {
        return number < 0 ? "-" : Long.toString(number);
    }
}
