package io.curia.raft.hazelcast;

import com.hazelcast.cp.CPGroupId;
import com.hazelcast.cp.internal.CPMemberInfo;
import com.hazelcast.cp.internal.RaftService;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.cp.internal.raft.impl.RaftRole;
import com.hazelcast.cp.internal.raft.impl.dto.AppendRequest;
import com.hazelcast.cp.internal.raft.impl.dto.InstallSnapshot;
import com.hazelcast.cp.internal.raft.impl.dto.PreVoteRequest;
import com.hazelcast.cp.internal.raft.impl.dto.PreVoteResponse;
import com.hazelcast.cp.internal.raft.impl.dto.TriggerLeaderElection;
import com.hazelcast.cp.internal.raft.impl.dto.VoteRequest;
import com.hazelcast.cp.internal.raft.impl.dto.VoteResponse;
import com.hazelcast.spi.impl.NodeEngine;

/**
 * Lets servers follow a log without a vote, which the library does not know. One would ask for votes when it hears of no
 * leader, and count its own among those it needs: so the answers to it are dropped. And it would end its part of a group where
 * it reads that its vote was taken ({@link QuietRemoval}). An answer goes to whoever asked, known as a voter already or not: the
 * majority of those that vote by the newest log may need it.
 */
final class VotersRaftService extends RaftService {
    private final NodeEngine engine;

    VotersRaftService(NodeEngine engine) {
        super(engine);
        this.engine = engine;
    }

    @Override
    public void handleAppendEntries(CPGroupId groupId, AppendRequest request, RaftEndpoint target) {
        meet(request.leader());
        QuietRemoval.quieten(request.entries(), target);
        super.handleAppendEntries(groupId, request, target);
    }

    @Override
    public void handleSnapshot(CPGroupId groupId, InstallSnapshot request, RaftEndpoint target) {
        meet(request.leader());
        super.handleSnapshot(groupId, request, target);
    }

    @Override
    public void handlePreVoteRequest(CPGroupId groupId, PreVoteRequest request, RaftEndpoint target) {
        meet(request.candidate());
        super.handlePreVoteRequest(groupId, request, target);
    }

    @Override
    public void handleVoteRequest(CPGroupId groupId, VoteRequest request, RaftEndpoint target) {
        meet(request.candidate());
        super.handleVoteRequest(groupId, request, target);
    }

    /** The library finds no way to one that it was not told of, which may lead by an entry that has not come here yet. */
    private void meet(RaftEndpoint asker) {
        var known = getInvocationManager().getRaftInvocationContext();
        if (known.getCPMember(asker.getUuid()) != null) {
            return;
        }
        engine.getClusterService().getMembers().stream()
                .filter(member -> HazelcastConfigs.identity(member)
                        .filter(identity -> identity.raftId().equals(asker.getUuid()))
                        .isPresent())
                .findFirst()
                .ifPresent(member -> known.updateMember(new CPMemberInfo(asker.getUuid(), member.getAddress())));
    }

    @Override
    public void handlePreVoteResponse(CPGroupId groupId, PreVoteResponse response, RaftEndpoint target) {
        if (mayLead(groupId)) {
            catchUp(groupId, response);
            super.handlePreVoteResponse(groupId, response, target);
        }
    }

    /**
     * A server that others are more than one term ahead of is told no whatever its log is, and would ask for the same term
     * again. If its log is the only one that may be voted for, there would be no leader for ever.
     */
    private void catchUp(CPGroupId groupId, PreVoteResponse response) {
        if (!response.granted() && getRaftNode(groupId) instanceof RaftNodeImpl node) {
            node.execute(() -> {
                var state = node.state();
                var isBehind = response.term() > state.term() + 1;
                if (isBehind && state.role() == RaftRole.FOLLOWER && state.leader() == null) {
                    node.toFollower(response.term());
                }
            });
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
