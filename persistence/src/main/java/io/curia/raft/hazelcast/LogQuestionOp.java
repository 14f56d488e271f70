package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;

/**
 * What a server without a vote asks for: what comes in the log after what it has. Answered by a {@link LogAnswer}, when
 * there is some news or after a while.
 */
final class LogQuestionOp extends ServerOp {
    private RaftGroupId groupId;
    private RaftEndpoint asker;
    private int term;
    private long lastIndex;
    private int lastTerm;
    private long commitIndex;

    LogQuestionOp() {}

    /** Of a server that does not even know which group there is. */
    LogQuestionOp(RaftEndpoint asker) {
        this(null, asker, 0, 0, 0, 0);
    }

    /**
     * @param lastIndex of the last entry that the asker has
     * @param lastTerm of that entry
     * @param commitIndex up to which it knows that it has what all have
     */
    LogQuestionOp(RaftGroupId groupId, RaftEndpoint asker, int term, long lastIndex, int lastTerm, long commitIndex) {
        this.groupId = groupId;
        this.asker = asker;
        this.term = term;
        this.lastIndex = lastIndex;
        this.lastTerm = lastTerm;
        this.commitIndex = commitIndex;
    }

    /** Null if the asker knows none. */
    RaftGroupId groupId() {
        return groupId;
    }

    RaftEndpoint asker() {
        return asker;
    }

    int term() {
        return term;
    }

    long lastIndex() {
        return lastIndex;
    }

    int lastTerm() {
        return lastTerm;
    }

    long commitIndex() {
        return commitIndex;
    }

    @Override
    public void run() {
        FsmService service = getService();
        var sender = service.logSender();
        if (sender == null) {
            sendResponse(LogAnswer.unknown());
        } else {
            sender.answer(this);
        }
    }

    @Override
    protected void writeInternal(ObjectDataOutput out) throws IOException {
        super.writeInternal(out);
        out.writeObject(groupId);
        out.writeObject(asker);
        out.writeInt(term);
        out.writeLong(lastIndex);
        out.writeInt(lastTerm);
        out.writeLong(commitIndex);
    }

    @Override
    protected void readInternal(ObjectDataInput in) throws IOException {
        super.readInternal(in);
        groupId = in.readObject();
        asker = in.readObject();
        term = in.readInt();
        lastIndex = in.readLong();
        lastTerm = in.readInt();
        commitIndex = in.readLong();
    }

    @Override
    public int getClassId() {
        return RaftSerialization.LOG_QUESTION_OP;
    }
}
