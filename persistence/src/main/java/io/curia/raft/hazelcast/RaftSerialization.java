package io.curia.raft.hazelcast;

import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;

/** Numbers by which our operations travel between servers; they may be added to but never changed. */
final class RaftSerialization implements DataSerializableFactory {
    static final int FACTORY_ID = 0x43555249;
    static final int FSM_OP = 1;
    static final int FSM_SNAPSHOT = 2;
    static final int LAST_APPLIED_OP = 3;
    static final int REJOIN_OP = 4;
    static final int LEADER_QUESTION_OP = 5;
    static final int FETCH_SNAPSHOT_OP = 6;
    static final int SNAPSHOT_PIECE = 7;
    static final int GOSSIP_OP = 16;
    static final int STATS_OP = 17;
    static final int PRESENT_OP = 24;
    static final int LOG_QUESTION_OP = 18;
    static final int LOG_ANSWER = 19;
    static final int ADD_VOTER_OP = 20;
    static final int REMOVE_VOTER_OP = 21;
    static final int BECOME_VOTER_OP = 22;

    @Override
    public IdentifiedDataSerializable create(int typeId) {
        return switch (typeId) {
            case FSM_OP -> new FsmOp();
            case FSM_SNAPSHOT -> new FsmSnapshot();
            case LAST_APPLIED_OP -> new LastAppliedOp();
            case REJOIN_OP -> new RejoinOp();
            case LEADER_QUESTION_OP -> new LeaderQuestionOp();
            case FETCH_SNAPSHOT_OP -> new FetchSnapshotOp();
            case SNAPSHOT_PIECE -> new SnapshotPiece();
            case GOSSIP_OP -> new GossipOp();
            case STATS_OP -> new StatsOp();
            case PRESENT_OP -> new PresentOp();
            case LOG_QUESTION_OP -> new LogQuestionOp();
            case LOG_ANSWER -> new LogAnswer();
            case ADD_VOTER_OP -> new AddVoterOp();
            case REMOVE_VOTER_OP -> new RemoveVoterOp();
            case BECOME_VOTER_OP -> new BecomeVoterOp();
            default -> throw new IllegalArgumentException("unknown type " + typeId);
        };
    }
}
