package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.dto.AppendRequest;
import com.hazelcast.cp.internal.raft.impl.dto.InstallSnapshot;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The answer to a {@link LogQuestionOp}: from the leader what it would send a follower, from any other server which group
 * there is and who leads it, as far as it knows.
 */
final class LogAnswer implements IdentifiedDataSerializable {
    private RaftGroupId groupId;
    private RaftEndpoint leader;
    private List<RaftEndpoint> members = List.of();
    private AppendRequest append;
    private InstallSnapshot offer;

    LogAnswer() {}

    private LogAnswer(RaftGroupId groupId, RaftEndpoint leader) {
        this.groupId = groupId;
        this.leader = leader;
    }

    /** From a server that knows of no group. */
    static LogAnswer unknown() {
        return new LogAnswer();
    }

    /**
     * Which group there is, and who is in it.
     *
     * @param leader null if it is not known
     */
    static LogAnswer group(RaftGroupId groupId, RaftEndpoint leader, Collection<RaftEndpoint> members) {
        var answer = new LogAnswer(groupId, leader);
        answer.members = List.copyOf(members);
        return answer;
    }

    /** Entries, or none as a sign of life. */
    static LogAnswer entries(RaftGroupId groupId, AppendRequest append) {
        var answer = new LogAnswer(groupId, append.leader());
        answer.append = append;
        return answer;
    }

    /** What comes next is only in a snapshot. */
    static LogAnswer snapshot(RaftGroupId groupId, InstallSnapshot offer) {
        var answer = new LogAnswer(groupId, offer.leader());
        answer.offer = offer;
        return answer;
    }

    /** Null if the server knows of none. */
    RaftGroupId groupId() {
        return groupId;
    }

    /** Null if it is not known. */
    RaftEndpoint leader() {
        return leader;
    }

    /** The members of the group; empty in answers from its log. */
    List<RaftEndpoint> members() {
        return members;
    }

    /** Null if there is none. */
    AppendRequest append() {
        return append;
    }

    /** Null if there is none. */
    InstallSnapshot offer() {
        return offer;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeObject(groupId);
        out.writeObject(leader);
        out.writeInt(members.size());
        for (var member : members) {
            out.writeObject(member);
        }
        out.writeObject(append);
        out.writeObject(offer);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        groupId = in.readObject();
        leader = in.readObject();
        var read = new ArrayList<RaftEndpoint>();
        for (var n = in.readInt(); n > 0; n--) {
            read.add(in.readObject());
        }
        members = read;
        append = in.readObject();
        offer = in.readObject();
    }

    @Override
    public int getFactoryId() {
        return RaftSerialization.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return RaftSerialization.LOG_ANSWER;
    }
}
