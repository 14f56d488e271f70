package io.curia.raft.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.curia.raft.api.GossipChannel;
import java.io.IOException;

/** A message of a {@link GossipChannel} on its way to one server. Nobody answers it. */
final class GossipOp extends ServerOp {
    private String channel;
    private byte[] message;

    GossipOp() {}

    GossipOp(String channel, byte[] message) {
        this.channel = channel;
        this.message = message;
    }

    @Override
    public void run() {
        FsmService service = getService();
        service.gossip().heard(channel, message);
    }

    @Override
    protected void writeInternal(ObjectDataOutput out) throws IOException {
        super.writeInternal(out);
        out.writeString(channel);
        out.writeByteArray(message);
    }

    @Override
    protected void readInternal(ObjectDataInput in) throws IOException {
        super.readInternal(in);
        channel = in.readString();
        message = in.readByteArray();
    }

    @Override
    public int getClassId() {
        return RaftSerialization.GOSSIP_OP;
    }
}
