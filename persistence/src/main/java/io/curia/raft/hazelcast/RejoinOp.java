package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.CPMemberInfo;
import com.hazelcast.cp.internal.MetadataRaftGroupManager;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.curia.raft.storage.EntryKind;
import java.io.IOException;

/** Records the new address of a member that came back under another one. Idempotent. */
final class RejoinOp extends MembershipEntry {
    private CPMemberInfo member;

    RejoinOp() {}

    RejoinOp(CPMemberInfo member) {
        this.member = member;
    }

    @Override
    public Object run(MetadataRaftGroupManager manager, long commitIndex) {
        manager.verifyRestartedMember(commitIndex, member);
        return null;
    }

    /** As old as the format of batches. */
    @Override
    EntryKind kind() {
        return EntryKind.ENGINE;
    }

    @Override
    public int getClassId() {
        return RaftSerialization.REJOIN_OP;
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
