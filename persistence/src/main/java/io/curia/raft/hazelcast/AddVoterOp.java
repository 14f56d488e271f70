package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.CPMemberInfo;
import com.hazelcast.cp.internal.MetadataRaftGroupManager;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.UUID;

/**
 * Has a server voted in: the entry of METADATA from which on all groups are to have it. Idempotent. Answers, as a {@link
 * VoterChange}, when all have it, or why it cannot be.
 */
final class AddVoterOp extends MembershipEntry {
    private CPMemberInfo member;

    AddVoterOp() {}

    AddVoterOp(CPMemberInfo member) {
        this.member = member;
    }

    @Override
    public Object run(MetadataRaftGroupManager manager, long commitIndex) {
        manager.checkMetadataGroupInitSuccessful();
        UUID id = member.getUuid();
        var known = LibraryMembership.member(manager, id);
        if (known.isPresent()) {
            return VoterChange.answer(this, manager, manager.addMember(commitIndex, known.get()));
        }
        if (manager.getActiveMembers().stream()
                .anyMatch(other -> other.getAddress().equals(member.getAddress()))) {
            return VoterChange.ADDRESS_TAKEN.code();
        }
        if (LibraryMembership.isChanging(manager)) {
            return VoterChange.BUSY.code();
        }
        return VoterChange.answer(this, manager, LibraryMembership.add(manager, commitIndex, member));
    }

    @Override
    public int getClassId() {
        return RaftSerialization.ADD_VOTER_OP;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeObject(member);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        member = in.readObject();
    }
}
