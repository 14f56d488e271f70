package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;

/**
 * How votes are counted for a server that the newest entry of its own log takes out of those that vote. It may stand for
 * election, for it may be the only one that knows of the entry, but its own voice does not count (Raft §4.2.2 of the
 * dissertation). The library counts it all the same, and takes any answer for a reason to look whether it has a majority: of one
 * voter it would have it by a refusal. So answers are held back that must not make a difference. One group, any thread.
 */
final class OutsideCandidacy {
    private boolean rehearsal;
    private int term;
    private RaftEndpoint first;

    /**
     * Whether the library may hear of an answer.
     *
     * @param isRehearsal whether it was asked whether it would give its vote, and not for its vote
     * @param inTerm for which the answer is
     * @param majority of those that vote by the newest entry
     */
    synchronized boolean mayHear(boolean isRehearsal, int inTerm, boolean granted, RaftEndpoint voter, int majority) {
        if (!granted) {
            return false;
        }
        if (majority == 1) {
            return true;
        }
        if (first == null || rehearsal != isRehearsal || term != inTerm) {
            rehearsal = isRehearsal;
            term = inTerm;
            first = voter;
        }
        // the first stands for the voice that the library counts already
        return !voter.equals(first);
    }
}
