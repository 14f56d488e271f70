package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.MetadataRaftGroupManager;
import com.hazelcast.cp.internal.RaftOp;
import com.hazelcast.cp.internal.raft.impl.util.PostponedResponse;
import java.util.Arrays;

/** What METADATA says of a change of voters that was asked for. It travels as a number; nothing at all is done, too. */
enum VoterChange {
    /** All groups have it. */
    DONE(0),
    /** Another change is under way. */
    BUSY(1),
    /** It is the only voter. */
    LAST(2),
    /** Another voter has the address. */
    ADDRESS_TAKEN(3);

    /** Where the library makes its changes; they wait for groups to agree. */
    private static final String EXECUTOR = "hz:cpSubsystemManagement";

    private final int code;

    VoterChange(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static VoterChange of(Object answer) {
        return Arrays.stream(values())
                .filter(change -> answer == null || answer.equals(change.code))
                .findFirst()
                .orElseThrow();
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
