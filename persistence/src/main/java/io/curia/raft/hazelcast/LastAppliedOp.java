package io.curia.raft.hazelcast;

import com.hazelcast.cp.CPGroupId;
import com.hazelcast.cp.exception.CannotReplicateException;
import com.hazelcast.cp.internal.RaftOp;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;

/** Asks the leader how far it has applied the log; a server that has applied as far may answer a read. */
final class LastAppliedOp extends RaftOp implements IdentifiedDataSerializable {
    @Override
    public Object run(CPGroupId groupId, long commitIndex) {
        FsmService service = getService();
        if (!service.isConfirmed()) {
            // nor does a new leader know what is committed before an entry of its own term is
            throw new CannotReplicateException(null);
        }
        return service.lastApplied();
    }

    @Override
    protected String getServiceName() {
        return FsmService.NAME;
    }

    @Override
    public int getFactoryId() {
        return RaftSerialization.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return RaftSerialization.LAST_APPLIED_OP;
    }

    @Override
    public void writeData(ObjectDataOutput out) {
        // it carries nothing
    }

    @Override
    public void readData(ObjectDataInput in) {
        // it carries nothing
    }
}
