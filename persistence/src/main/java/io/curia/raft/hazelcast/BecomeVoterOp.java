package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.CPGroupSummary;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Tells a server to get ready for its voice in some groups; answered by why it is not, or null. See {@link NewVoter}. */
final class BecomeVoterOp extends ServerOp {
    private List<CPGroupSummary> groups;

    BecomeVoterOp() {}

    BecomeVoterOp(List<CPGroupSummary> groups) {
        this.groups = groups;
    }

    @Override
    public void run() {
        FsmService service = getService();
        var newVoter = service.newVoter();
        if (newVoter == null) {
            sendResponse("the server is starting");
            return;
        }
        newVoter.prepare(groups)
                .whenComplete((ready, failure) -> sendResponse(failure == null ? null : failure.getMessage()));
    }

    @Override
    protected void writeInternal(ObjectDataOutput out) throws IOException {
        super.writeInternal(out);
        out.writeInt(groups.size());
        for (var group : groups) {
            out.writeObject(group);
        }
    }

    @Override
    protected void readInternal(ObjectDataInput in) throws IOException {
        super.readInternal(in);
        int count = in.readInt();
        groups = new ArrayList<>();
        for (var n = 0; n < count; n++) {
            groups.add(in.readObject());
        }
    }

    @Override
    public int getClassId() {
        return RaftSerialization.BECOME_VOTER_OP;
    }
}
