package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.RaftEndpointImpl;
import com.hazelcast.cp.internal.RaftService;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.internal.util.Clock;
import com.hazelcast.spi.impl.NodeEngineImpl;
import io.curia.fsm.HeapLimits;
import io.curia.raft.api.FatalHandler;
import io.curia.raft.api.GossipChannel;
import io.curia.raft.api.RaftEngine;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The parts of a server's engine that need the library's member, put together when it is there and before what is on disk is
 * restored. Holds them and decides nothing.
 */
final class RaftParts {
    private static final String RECEPTION_CHANNEL = "seen";

    final NodeEngineImpl engine;
    final RaftService raft;
    final GroupThread threads;
    final SoloVoter soloVoter;
    final Elections elections;
    final LeaseRounds leaseRounds = new LeaseRounds(Clock::currentTimeMillis);
    final LeaderCalls leaderCalls;
    final ReadPermission reads;
    final StaleReads staleReads;
    final SnapshotSender snapshotSender;
    final SnapshotReceiver snapshotReceiver;
    final ClusterMembership membership;
    final Founding founding;
    final OwnRemoval removal;
    final Reunion reunion;
    final LeaderWatch leaderWatch;
    final LeadershipTransfer transfer;
    final VoterChanges voterChanges;
    final RaftVoters voters;
    final Statistics statistics;
    final Reception reception;
    final LogSender logSender;
    final LogReceiver logReceiver;

    private final Ground ground;

    /** What is told when this server's data directory may not take part any more. */
    interface GivenUp {
        void because(String reason);
    }

    RaftParts(
            Ground ground,
            RaftService raft,
            NodeEngineImpl engine,
            RaftEngine self,
            FatalHandler fatal,
            GivenUp givenUp) {
        this.ground = ground;
        this.raft = raft;
        this.engine = engine;
        var config = ground.config();
        var service = ground.service();
        var persistence = ground.persistence();
        var raftId = ground.files().identity().raftId();
        threads = new GroupThread(engine, raft);
        soloVoter = new SoloVoter(threads, () -> raft.getLocalCPMember() != null);
        elections = new Elections(
                config.timings(),
                () -> raft.getLocalCPMember() != null,
                Clock::currentTimeMillis,
                bound -> ThreadLocalRandom.current().nextLong(bound));
        leaderCalls = new LeaderCalls(
                engine,
                raft,
                ground.group()::get,
                ground.timer(),
                ground.callbacks(),
                config.rpcHoldTimeout(),
                config.heartbeatMs());
        reads = new ReadPermission(
                leaderCalls,
                service.applied(),
                ground.leadership(),
                2 * config.rpcHoldTimeout().toMillis(),
                ground.callbacks());
        takeGroupFromDisk();
        staleReads =
                new StaleReads(self, ground.leadership(), service.applied(), ground.callbacks(), newestSnapshotMs());
        var compaction = new LogCompaction(
                engine,
                threads,
                ground.group()::get,
                persistence,
                ground.state(),
                config.snapshotThreshold(),
                config.snapshotBytes());
        snapshotSender = new SnapshotSender(threads, compaction);
        snapshotReceiver = new SnapshotReceiver(
                engine, raft, persistence, ground.state(), new HeapLimits(config.heapBytes()), service::isBroken);
        service.exchangeSnapshots(compaction, snapshotSender, snapshotReceiver);
        membership = new ClusterMembership(engine, raft, ground.files(), reason -> fatal.onFatal(reason, null));
        founding = new Founding(
                raft, threads, membership, ground.files().metadata().hasLocalMember());
        removal = new OwnRemoval(raft, threads, membership, raftId, ground.callbacks());
        if (config.bootstrapExpect() == 1) {
            membership.noteSoloMember();
        }
        leaderWatch = new LeaderWatch(self::members, config.electionTimeoutMs(), System::nanoTime);
        transfer = new LeadershipTransfer(
                threads,
                this::node,
                ground.leadership(),
                membership,
                ground.timer(),
                ground.callbacks(),
                config.heartbeatMs());
        voterChanges =
                new VoterChanges(engine, raft, ground.group()::get, ground.callbacks(), membership::areAllUpToDate);
        voters = new RaftVoters(raftId, this::node, transfer, voterChanges, membership);
        service.readyToVote(new NewVoter(engine, raft, persistence, removal, threads, raftId, ground.timer()));
        statistics = new Statistics(
                engine, threads, ground.group()::get, membership, 2 * config.heartbeatMs(), ground.callbacks());
        service.tell(statistics);
        reception = new Reception(engine, ground.memory(), gossip(RECEPTION_CHANNEL), givenUp::because);
        service.receiveBy(reception);
        logSender = new LogSender(threads, ground.group()::get, compaction);
        service.sendLogBy(logSender);
        logReceiver = new LogReceiver(
                engine,
                raft,
                persistence,
                membership,
                snapshotReceiver,
                new RaftEndpointImpl(raftId),
                config.electionTimeoutMs(),
                ground.group()::set,
                ground.callbacks());
        reunion = new Reunion(engine, membership::missing);
    }

    private void takeGroupFromDisk() {
        var persistence = ground.persistence();
        persistence.groupsOnDisk().stream()
                .filter(id -> id.getName().equals(FsmService.GROUP))
                .forEach(id -> {
                    ground.group().set(id);
                    ground.service().replaysUpTo(persistence.log(id).lastIndex());
                });
    }

    private long newestSnapshotMs() {
        var id = ground.group().get();
        return id == null ? 0 : ground.files().newestSnapshotMs(HazelcastPersistence.ours(id));
    }

    /**
     * Follows the others from now on.
     *
     * @throws IllegalStateException if this server must not take part
     */
    void begin() {
        membership.follow();
        reception.requireWelcome();
    }

    void close() {
        snapshotReceiver.close();
        snapshotSender.close();
        logSender.close();
        reception.close();
    }

    /** This server's part of the log's group; null while there is none. */
    RaftNodeImpl node() {
        var id = ground.group().get();
        return id == null ? null : threads.node(id);
    }

    /** {@code ip:port} of the leader, as far as this server knows one. */
    Optional<String> leaderAddress() {
        var node = node();
        var leader = node == null ? null : node.getLeader();
        return leader == null
                ? Optional.empty()
                : Optional.of(membership.address(leader)).filter(a -> !a.isEmpty());
    }

    /**
     * Whether this server leads for sure now, and so at the moment of a question that it is asked; on the group's thread. What a
     * majority has said counts while no other leader can have come after it. The library counts the voice of a leader that the
     * newest entry takes out, or that gives way.
     */
    boolean isConfirmed() {
        var node = node();
        if (node == null || !node.state().isKnownMember(node.getLocalMember())) {
            return false;
        }
        var timings = ground.config().timings();
        return node.state().remoteMembers().isEmpty()
                || node.state().leadershipTransferState() == null
                        && leaseRounds.isConfirmed(node, timings.electionTimeoutMs() - timings.heartbeatMs());
    }

    GossipChannel gossip(String name) {
        return ground.service().gossip().channel(name, engine);
    }
}
