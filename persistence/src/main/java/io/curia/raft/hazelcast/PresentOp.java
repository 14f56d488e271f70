package io.curia.raft.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.curia.raft.storage.Credentials;
import java.io.IOException;

/** A server presents itself to another; answered by what speaks against it, which is nothing most often. */
final class PresentOp extends ServerOp {
    /** The answer of a server that is not ready to say anything. */
    static final String LATER = "later";

    private byte[] credentials;

    PresentOp() {}

    PresentOp(Credentials credentials) {
        this.credentials = credentials.encode();
    }

    @Override
    public void run() {
        FsmService service = getService();
        var reception = service.reception();
        sendResponse(
                reception == null ? LATER : reception.receive(Credentials.decode(credentials), getCallerAddress()));
    }

    @Override
    protected void writeInternal(ObjectDataOutput out) throws IOException {
        super.writeInternal(out);
        out.writeByteArray(credentials);
    }

    @Override
    protected void readInternal(ObjectDataInput in) throws IOException {
        super.readInternal(in);
        credentials = in.readByteArray();
    }

    @Override
    public int getClassId() {
        return RaftSerialization.PRESENT_OP;
    }
}
