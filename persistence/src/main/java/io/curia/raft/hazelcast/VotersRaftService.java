package io.curia.raft.hazelcast;

import com.hazelcast.cp.CPGroupId;
import com.hazelcast.cp.internal.RaftService;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.cp.internal.raft.impl.dto.PreVoteResponse;
import com.hazelcast.cp.internal.raft.impl.dto.TriggerLeaderElection;
import com.hazelcast.cp.internal.raft.impl.dto.VoteResponse;
import com.hazelcast.spi.impl.NodeEngine;

/**
 * Keeps servers that have no vote from being elected. The library knows no such servers: one that follows the log would ask
 * for votes when it hears of no leader, and would count its own among those it needs. So the answers to it are dropped.
 */
final class VotersRaftService extends RaftService {
    VotersRaftService(NodeEngine engine) {
        super(engine);
    }

    @Override
    public void handlePreVoteResponse(CPGroupId groupId, PreVoteResponse response, RaftEndpoint target) {
        if (mayLead(groupId)) {
            super.handlePreVoteResponse(groupId, response, target);
        }
    }

    @Override
    public void handleVoteResponse(CPGroupId groupId, VoteResponse response, RaftEndpoint target) {
        if (mayLead(groupId)) {
            super.handleVoteResponse(groupId, response, target);
        }
    }

    @Override
    public void handleTriggerLeaderElection(CPGroupId groupId, TriggerLeaderElection request, RaftEndpoint target) {
        if (mayLead(groupId)) {
            super.handleTriggerLeaderElection(groupId, request, target);
        }
    }

    /**
     * One that is being taken out may, for it may be the only one to know of it (Raft §4.2.2 of the dissertation). That the
     * log of a server tells of its vote is not enough: it may be going through its past.
     */
    private boolean mayLead(CPGroupId groupId) {
        if (!(getRaftNode(groupId) instanceof RaftNodeImpl node)) {
            return true;
        }
        var self = node.getLocalMember();
        var state = node.state();
        return getLocalCPMember() != null
                && (state.isKnownMember(self) || state.committedGroupMembers().isKnownMember(self));
    }
}
