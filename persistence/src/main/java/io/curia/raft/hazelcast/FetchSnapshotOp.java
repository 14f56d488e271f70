package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.UUID;

/** Asks the server that offered a snapshot for the next piece of it; answered by a {@link SnapshotPiece}. */
final class FetchSnapshotOp extends ServerOp {
    private RaftGroupId groupId;
    private RaftEndpoint follower;
    private long index;
    private UUID transfer;
    private int number;

    FetchSnapshotOp() {}

    /** @param number of the piece, from 0; the one before it has arrived */
    FetchSnapshotOp(RaftGroupId groupId, RaftEndpoint follower, long index, UUID transfer, int number) {
        this.groupId = groupId;
        this.follower = follower;
        this.index = index;
        this.transfer = transfer;
        this.number = number;
    }

    RaftGroupId groupId() {
        return groupId;
    }

    RaftEndpoint follower() {
        return follower;
    }

    long index() {
        return index;
    }

    UUID transfer() {
        return transfer;
    }

    int number() {
        return number;
    }

    @Override
    public void run() {
        FsmService service = getService();
        var sender = service.snapshotSender();
        if (sender == null) {
            sendResponse(SnapshotPiece.refused("the server is starting"));
        } else {
            sender.answer(this);
        }
    }

    @Override
    protected void writeInternal(ObjectDataOutput out) throws IOException {
        super.writeInternal(out);
        out.writeObject(groupId);
        out.writeObject(follower);
        out.writeLong(index);
        out.writeLong(transfer.getMostSignificantBits());
        out.writeLong(transfer.getLeastSignificantBits());
        out.writeInt(number);
    }

    @Override
    protected void readInternal(ObjectDataInput in) throws IOException {
        super.readInternal(in);
        groupId = in.readObject();
        follower = in.readObject();
        index = in.readLong();
        transfer = new UUID(in.readLong(), in.readLong());
        number = in.readInt();
    }

    @Override
    public int getClassId() {
        return RaftSerialization.FETCH_SNAPSHOT_OP;
    }
}
