package io.curia.raft.hazelcast;

import com.hazelcast.cp.CPGroupId;
import com.hazelcast.cp.internal.RaftServiceDataSerializerHook;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.dto.InstallSnapshot;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;

/** What the leader sends as {@code InstallSnapshotOp}, read on its arrival: the offer of a snapshot. */
final class SnapshotOfferOp extends ServerOp {
    private CPGroupId groupId;
    private RaftEndpoint target;
    private InstallSnapshot offer;

    @Override
    public void run() {
        FsmService service = getService();
        var receiver = service.snapshotReceiver();
        if (receiver != null) {
            receiver.offered(groupId, target, offer, getCallerAddress());
        }
    }

    @Override
    protected void writeInternal(ObjectDataOutput out) throws IOException {
        super.writeInternal(out);
        out.writeObject(groupId);
        out.writeObject(target);
        out.writeObject(offer);
    }

    @Override
    protected void readInternal(ObjectDataInput in) throws IOException {
        super.readInternal(in);
        groupId = in.readObject();
        target = in.readObject();
        offer = in.readObject();
    }

    @Override
    public int getFactoryId() {
        return RaftServiceDataSerializerHook.F_ID;
    }

    @Override
    public int getClassId() {
        return RaftServiceDataSerializerHook.INSTALL_SNAPSHOT_OP;
    }
}
