package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.MetadataRaftGroupManager;
import com.hazelcast.cp.internal.exception.CannotRemoveCPMemberException;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.UUID;

/**
 * Takes a voter out: the entry of METADATA from which on no group is to have it. Idempotent. Answers, as a {@link
 * VoterChange}, when none has it, or why it cannot be.
 */
final class RemoveVoterOp extends MembershipEntry {
    private UUID raftId;

    RemoveVoterOp() {}

    RemoveVoterOp(UUID raftId) {
        this.raftId = raftId;
    }

    @Override
    public Object run(MetadataRaftGroupManager manager, long commitIndex) {
        manager.checkMetadataGroupInitSuccessful();
        var member = LibraryMembership.member(manager, raftId);
        if (member.isEmpty()) {
            return VoterChange.DONE.code();
        }
        if (manager.getActiveMembers().size() == 1) {
            return VoterChange.LAST.code();
        }
        try {
            return VoterChange.answer(this, manager, LibraryMembership.remove(manager, commitIndex, member.get()));
        } catch (CannotRemoveCPMemberException e) {
            return VoterChange.BUSY.code();
        }
    }

    @Override
    public int getClassId() {
        return RaftSerialization.REMOVE_VOTER_OP;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeLong(raftId.getMostSignificantBits());
        out.writeLong(raftId.getLeastSignificantBits());
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        raftId = new UUID(in.readLong(), in.readLong());
    }
}
