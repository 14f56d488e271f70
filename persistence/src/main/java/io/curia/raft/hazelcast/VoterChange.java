package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.MetadataRaftGroupManager;
import com.hazelcast.cp.internal.RaftOp;
import com.hazelcast.cp.internal.raft.impl.util.PostponedResponse;

/** What METADATA says of a change of voters that was asked for. It travels as a number; nothing at all is done, too. */
enum VoterChange {
    /** All groups have it. */
    DONE,
    /** Another change is under way. */
    BUSY,
    /** It is the only voter. */
    LAST,
    /** Another voter has the address. */
    ADDRESS_TAKEN;

    /** Where the library makes its changes; they wait for groups to agree. */
    private static final String EXECUTOR = "hz:cpSubsystemManagement";

    int code() {
        return ordinal();
    }

    static VoterChange of(Object answer) {
        return answer == null ? DONE : values()[(Integer) answer];
    }

    /** What an entry answers: whether it is done, or later; then the change begins at once and not at the next second. */
    static Object answer(RaftOp entry, MetadataRaftGroupManager manager, boolean done) {
        if (done) {
            return DONE.code();
        }
        entry.getNodeEngine().getExecutionService().execute(EXECUTOR, LibraryMembership.changeTask(manager));
        return PostponedResponse.INSTANCE;
    }
}
