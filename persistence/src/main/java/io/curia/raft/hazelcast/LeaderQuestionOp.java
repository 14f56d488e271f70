package io.curia.raft.hazelcast;

import com.hazelcast.cp.CPGroupId;
import com.hazelcast.cp.exception.CannotReplicateException;
import com.hazelcast.cp.internal.RaftOp;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;

/** Asks the leader what only a leader knows; what it means is not the log's concern. */
final class LeaderQuestionOp extends RaftOp implements IdentifiedDataSerializable {
    private byte[] question;

    LeaderQuestionOp() {}

    LeaderQuestionOp(byte[] question) {
        this.question = question;
    }

    @Override
    public Object run(CPGroupId groupId, long commitIndex) {
        FsmService service = getService();
        if (!service.isReadyToLead()) {
            throw new CannotReplicateException(null);
        }
        return service.answer(question);
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
        return RaftSerialization.LEADER_QUESTION_OP;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeByteArray(question);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        question = in.readByteArray();
    }
}
