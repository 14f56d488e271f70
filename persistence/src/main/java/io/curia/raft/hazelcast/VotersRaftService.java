package io.curia.raft.hazelcast;

import com.hazelcast.cp.CPGroupId;
import com.hazelcast.cp.internal.CPMemberInfo;
import com.hazelcast.cp.internal.RaftGroupId;
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
import com.hazelcast.cp.internal.raftop.metadata.RaftServicePreJoinOp;
import com.hazelcast.spi.impl.NodeEngine;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Lets servers follow a log without a vote, which the library does not know. One would ask for votes when it hears of no
 * leader, and count its own among those it needs: so the answers to it are dropped. And it would end its part of a group where
 * it reads that its vote was taken ({@link QuietRemoval}). An answer goes to whoever asked, known as a voter already or not: the
 * majority of those that vote by the newest log may need it.
 */
final class VotersRaftService extends RaftService {
    private final NodeEngine engine;
    private final HazelcastPersistence persistence;
    private final Map<CPGroupId, OutsideCandidacy> outside = new ConcurrentHashMap<>();
    private final Map<CPGroupId, Long> asideUntil = new ConcurrentHashMap<>();

    VotersRaftService(NodeEngine engine, HazelcastPersistence persistence) {
        super(engine);
        this.engine = engine;
        this.persistence = persistence;
    }

    /** One that was in the group before remembers how it voted, which the library would not have it do. */
    @Override
    public synchronized void createRaftNode(CPGroupId groupId, Collection<RaftEndpoint> members) {
        if (isNew(groupId)) {
            var before = persistence.blank((RaftGroupId) groupId, members);
            if (before.term() > 0) {
                restoreRaftNode((RaftGroupId) groupId, before, null);
                return;
            }
        }
        super.createRaftNode(groupId, members);
    }

    /** Whether it is to be created, and is not on the disk, from which a start restores it. */
    private boolean isNew(CPGroupId groupId) {
        return isStartCompleted()
                && getLocalCPMember() != null
                && getRaftNode(groupId) == null
                && !isRaftGroupDestroyed(groupId)
                && !persistence.isKept((RaftGroupId) groupId);
    }

    /** While the founding is under way those that come have their part in it, though this server has done its own. */
    @Override
    public RaftServicePreJoinOp getPreJoinOperation() {
        return persistence.isFounded() ? super.getPreJoinOperation() : null;
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
        if (request.isDisruptive()) {
            asideUntil.put(groupId, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(electionTimeoutMs()));
        }
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
        if (!mayLead(groupId)) {
            return;
        }
        catchUp(groupId, response);
        if (!standsAside(groupId) && counts(groupId, true, response.term(), response.granted(), response.voter())) {
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
        if (mayLead(groupId) && counts(groupId, false, response.term(), response.granted(), response.voter())) {
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
     * While another is being elected because the leader gives way to it: without a leader for that moment the library may just
     * then look whether there is one, and the one that gave way, or a third one, would be elected in the next term.
     */
    private boolean standsAside(CPGroupId groupId) {
        var until = asideUntil.get(groupId);
        return until != null && System.nanoTime() - until < 0;
    }

    private long electionTimeoutMs() {
        return getConfig().getRaftAlgorithmConfig().getLeaderElectionTimeoutInMillis();
    }

    private boolean counts(CPGroupId groupId, boolean rehearsal, int term, boolean granted, RaftEndpoint voter) {
        if (!(getRaftNode(groupId) instanceof RaftNodeImpl node) || node.state().isKnownMember(node.getLocalMember())) {
            return true;
        }
        return outside.computeIfAbsent(groupId, id -> new OutsideCandidacy())
                .mayHear(rehearsal, term, granted, voter, node.state().majority());
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
