package io.curia.raft.hazelcast;

import com.hazelcast.cp.CPGroupId;
import com.hazelcast.cp.internal.IndeterminateOperationStateAware;
import com.hazelcast.cp.internal.RaftOp;
import com.hazelcast.cp.internal.raft.impl.log.RaftLog;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.curia.raft.storage.LogStore;
import java.io.IOException;
import java.util.Objects;

/**
 * One command in the log. The Raft library keeps the objects of thousands of entries in memory; a large payload is
 * therefore dropped once it is applied and read back from the log file if a follower still needs it.
 */
final class FsmOp extends RaftOp implements IdentifiedDataSerializable, IndeterminateOperationStateAware {
    /** Payloads of more bytes leave memory once applied. */
    static final int LARGE = 16 * 1024;

    private volatile byte[] payload;
    private volatile LogStore log;
    private volatile long index;

    /** To be read, from a message or, once {@linkplain #keptBy it is told where}, from the log. */
    FsmOp() {}

    FsmOp(byte[] payload) {
        this.payload = Objects.requireNonNull(payload);
    }

    byte[] payload() {
        var bytes = payload;
        return bytes != null ? bytes : log.payload(index);
    }

    /** Bytes of the command. */
    int length() {
        return payload().length;
    }

    /** How many entries that should have left memory are there. */
    static long largeInMemory(RaftLog log) {
        var large = 0L;
        for (var i = log.snapshotIndex() + 1; i <= log.lastLogOrSnapshotIndex(); i++) {
            if (log.getLogEntry(i).operation() instanceof FsmOp op && op.payload != null && op.payload.length > LARGE) {
                large++;
            }
        }
        return large;
    }

    /** It lies in the log, and is read there when it is needed. */
    void keptBy(LogStore keeper, long atIndex) {
        index = atIndex;
        log = keeper;
    }

    @Override
    public Object run(CPGroupId groupId, long commitIndex) {
        FsmService service = getService();
        var result = service.apply(commitIndex, payload());
        if (log != null && payload != null && payload.length > LARGE) {
            payload = null;
        }
        return result;
    }

    /** Nobody may propose it a second time: whether the first one took effect is not known. */
    @Override
    public boolean isRetryableOnIndeterminateOperationState() {
        return false;
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
        return RaftSerialization.FSM_OP;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeByteArray(payload());
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        payload = in.readByteArray();
    }
}
