package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.CPMemberInfo;
import com.hazelcast.cp.internal.IndeterminateOperationStateAware;
import com.hazelcast.cp.internal.MetadataRaftGroupManager;
import com.hazelcast.cp.internal.raftop.metadata.MetadataRaftGroupOp;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;

/** Records the new address of a member that came back under another one. Idempotent. */
final class RejoinOp extends MetadataRaftGroupOp
        implements IdentifiedDataSerializable, IndeterminateOperationStateAware {
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

    @Override
    public boolean isRetryableOnIndeterminateOperationState() {
        return true;
    }

    @Override
    public int getFactoryId() {
        return RaftSerialization.FACTORY_ID;
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
