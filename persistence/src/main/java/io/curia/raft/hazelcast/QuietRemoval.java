package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.RaftEndpointImpl;
import com.hazelcast.cp.internal.raft.MembershipChangeMode;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.command.UpdateRaftGroupMembersCmd;
import com.hazelcast.cp.internal.raft.impl.log.LogEntry;
import java.util.UUID;

/**
 * The entry by which this server loses its vote, seen as one by which any server does: at its own removal the library would
 * end its part of the group and delete the log, but without a vote it goes on following. On disk and for others it is the
 * entry that it was.
 */
final class QuietRemoval extends UpdateRaftGroupMembersCmd {
    private static final RaftEndpoint NOBODY = new RaftEndpointImpl(new UUID(0, 0));

    private QuietRemoval(UpdateRaftGroupMembersCmd removal) {
        super(removal.getMembers(), removal.getMember(), removal.getMode());
    }

    @Override
    public RaftEndpoint getMember() {
        return NOBODY;
    }

    /** The operation, or what stands for it on the server that it removes. */
    static Object of(Object operation, RaftEndpoint self) {
        return operation instanceof UpdateRaftGroupMembersCmd change
                        && change.getMode() == MembershipChangeMode.REMOVE
                        && self.equals(change.getMember())
                ? new QuietRemoval(change)
                : operation;
    }

    /** The same for all entries of an array, in place. */
    static void quieten(LogEntry[] entries, RaftEndpoint self) {
        for (int i = 0; i < entries.length; i++) {
            var operation = of(entries[i].operation(), self);
            if (operation != entries[i].operation()) {
                entries[i] = new LogEntry(entries[i].term(), entries[i].index(), operation);
            }
        }
    }
}
