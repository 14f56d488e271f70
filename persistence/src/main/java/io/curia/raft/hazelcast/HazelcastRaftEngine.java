package io.curia.raft.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.cp.internal.RaftEndpointImpl;
import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.RaftService;
import com.hazelcast.cp.internal.raft.QueryPolicy;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.util.Clock;
import com.hazelcast.spi.impl.NodeEngineImpl;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.HeapLimits;
import io.curia.fsm.ReplicatedState;
import io.curia.raft.admission.AdmissionControl;
import io.curia.raft.admission.HeapGuard;
import io.curia.raft.admission.OpenProposals;
import io.curia.raft.api.ClusterMember;
import io.curia.raft.api.Consistency;
import io.curia.raft.api.FatalHandler;
import io.curia.raft.api.GossipChannel;
import io.curia.raft.api.LogPosition;
import io.curia.raft.api.RaftConfig;
import io.curia.raft.api.RaftEngine;
import io.curia.raft.api.RaftException;
import io.curia.raft.api.RaftServer;
import io.curia.raft.api.ReadGrant;
import io.curia.raft.api.ServerStats;
import io.curia.raft.storage.DataDirectory;
import io.curia.raft.storage.LogStore;
import io.curia.raft.storage.RaftFiles;
import io.curia.raft.storage.ServerMemory;
import io.curia.raft.storage.StorageCorruptedException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** {@link RaftEngine} on Hazelcast's CP Subsystem with its state on MVStore. */
public final class HazelcastRaftEngine implements RaftEngine {
    private static final Logger LOG = System.getLogger(HazelcastRaftEngine.class.getName());

    /** The name of the log's group. */
    public static final String GROUP = FsmService.GROUP;

    static final String HEAP_CHANNEL = "heap";
    private static final String RECEPTION_CHANNEL = "seen";

    private final RaftConfig config;
    private final FatalHandler fatal;
    private final ReplicatedState state;
    private final FsmService service;
    private final RaftFiles files;
    private final HazelcastPersistence persistence;
    private final Leadership leadership;
    private final LeaseRounds leaseRounds = new LeaseRounds(Clock::currentTimeMillis);
    private final HeapGuard heap;
    private final OpenProposals proposals;
    private final ScheduledExecutorService timer;
    /** One thread: a flush completes many proposals at once, and one thread that stays awake serves them quickest. */
    private final ExecutorService callbacks = Executors.newSingleThreadExecutor(daemon("curia-raft-callbacks"));

    private final List<Consumer<Boolean>> leadershipListeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean displaced = new AtomicBoolean();
    private volatile RaftGroupId groupId;

    private HazelcastInstanceProxy hazelcast;
    private NodeEngineImpl engine;
    private RaftService raft;
    private GroupThread threads;
    private ClusterMembership membership;
    private LeaderWatch leaderWatch;
    private SoloVoter soloVoter;
    private Elections elections;
    private SnapshotSender snapshotSender;
    private SnapshotReceiver snapshotReceiver;
    private LeaderCalls leaderCalls;
    private ReadPermission reads;
    private StaleReads staleReads;
    private LeadershipTransfer transfer;
    private RaftVoters voters;
    private Statistics statistics;
    private ServerMemory memory;
    private Reception reception;
    private Reunion reunion;
    private LogSender logSender;
    private LogReceiver logReceiver;

    private HazelcastRaftEngine(RaftConfig config, ReplicatedState state, FatalHandler fatal, DataDirectory directory) {
        this.config = config;
        this.fatal = fatal;
        this.state = state;
        this.service = new FsmService(state, new HeapLimits(config.heapBytes()), new Gossip(callbacks), fatal);
        this.leadership = new Leadership(
                service, config.leaseMs(), config.heartbeatMs(), Clock::currentTimeMillis, System::currentTimeMillis);
        var admission = new AdmissionControl(config.maxPendingEntries(), config.maxPendingBytes());
        this.heap = new HeapGuard(state, config.heapBytes(), this::smallestHeapBytes, admission::pendingBytes);
        this.proposals = new OpenProposals(admission, heap, leadership::isLeading);
        service.onCapture(heap::captured);
        this.timer = Executors.newSingleThreadScheduledExecutor(daemon("curia-raft-timer"));
        this.files = new RaftFiles(
                directory,
                config.nodeId(),
                RaftFiles.segmentBytes(config.snapshotBytes()),
                id -> listener(HazelcastPersistence.theirs(id)));
        this.persistence = new HazelcastPersistence(files, events());
        service.connect(
                index -> leadership.leadsSince(threads, groupId, index), this::hasVote, this::leadershipChanged);
    }

    private LogStore.Listener listener(RaftGroupId id) {
        return new StoreListener(
                () -> soloVoter.appended(id),
                proposals,
                config.dataDir(),
                cause ->
                        service.fail("a snapshot that was received cannot be kept (" + cause.getMessage() + ")", cause),
                this::displaced);
    }

    private HazelcastPersistence.Events events() {
        return new HazelcastPersistence.Events() {
            @Override
            public void unsettled(RaftGroupId id) {
                if (id.equals(groupId)) {
                    leadership.loseLease();
                }
            }

            @Override
            public boolean left(RaftGroupId id) {
                var founded = membership.isFounded();
                if (founded && id.equals(raft.getMetadataGroupId())) {
                    membership.ceaseToBeMember();
                }
                return founded;
            }
        };
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Starts this server's part of the log: checks and restores what is on disk, then joins the others. It returns when
     * this server takes part in the member list, which may be before there is a leader.
     *
     * @throws GivenUpException if the data directory may not take part any more; nothing was done to the state
     * @throws IllegalStateException if another server uses the data directory, or the port is taken
     * @throws StorageCorruptedException if a file of the data directory is damaged
     */
    public static HazelcastRaftEngine start(RaftConfig config, ReplicatedState state, FatalHandler fatal) {
        MonotonicClock.install();
        LibraryLog.install();
        var directory = DataDirectory.open(config.dataDir());
        HazelcastRaftEngine engine = null;
        try {
            engine = new HazelcastRaftEngine(config, state, fatal, directory);
            engine.join();
            return engine;
        } catch (RuntimeException e) {
            if (engine != null) {
                engine.close();
            } else {
                directory.close();
            }
            throw e;
        }
    }

    private void join() {
        memory = files.beginRun(GROUP);
        var context = new CuriaNodeContext(persistence, this::attach);
        var hzConfig = HazelcastConfigs.of(
                config,
                files.identity().raftId(),
                service,
                files.entriesToRestore(),
                !files.hasState(),
                persistence.founders());
        hzConfig.getMemberAttributeConfig()
                .setAttribute(HazelcastConfigs.ATTRIBUTE_RUN, memory.own().run().toString());
        hzConfig.addListenerConfig(new ListenerConfig((LifecycleListener) this::memberStateChanged));
        hazelcast = (HazelcastInstanceProxy)
                HazelcastInstanceFactory.newHazelcastInstance(hzConfig, hzConfig.getInstanceName(), context);
        heap.tellOthers(gossip(HEAP_CHANNEL));
        var period = config.heartbeatMs() / 2;
        timer.scheduleWithFixedDelay(this::tick, 0, period, TimeUnit.MILLISECONDS);
    }

    /** Runs inside the member's start, before what is on disk is restored. */
    private void attach(RaftService raftService, NodeEngineImpl nodeEngine) {
        raft = raftService;
        engine = nodeEngine;
        threads = new GroupThread(engine, raft);
        soloVoter = new SoloVoter(threads, () -> raft.getLocalCPMember() != null);
        elections = new Elections(
                config.timings(),
                () -> raft.getLocalCPMember() != null,
                Clock::currentTimeMillis,
                bound -> ThreadLocalRandom.current().nextLong(bound));
        leaderCalls = new LeaderCalls(
                engine, raft, () -> groupId, timer, callbacks, config.rpcHoldTimeout(), config.heartbeatMs());
        reads = new ReadPermission(
                leaderCalls,
                service.applied(),
                leadership,
                2 * config.rpcHoldTimeout().toMillis(),
                callbacks);
        persistence.groupsOnDisk().stream()
                .filter(id -> id.getName().equals(FsmService.GROUP))
                .forEach(id -> {
                    groupId = id;
                    service.replaysUpTo(persistence.log(id).lastIndex());
                });
        staleReads = new StaleReads(
                this,
                leadership,
                service.applied(),
                callbacks,
                groupId == null ? 0 : files.newestSnapshotMs(HazelcastPersistence.ours(groupId)));
        var compaction = new LogCompaction(
                engine, threads, () -> groupId, persistence, state, config.snapshotThreshold(), config.snapshotBytes());
        snapshotSender = new SnapshotSender(threads, compaction);
        snapshotReceiver = new SnapshotReceiver(
                engine, raft, persistence, state, new HeapLimits(config.heapBytes()), service::isBroken);
        service.exchangeSnapshots(compaction, snapshotSender, snapshotReceiver);
        membership = new ClusterMembership(engine, raft, files, callbacks, reason -> fatal.onFatal(reason, null));
        if (config.bootstrapExpect() == 1) {
            membership.noteSoloMember();
        }
        leaderWatch = new LeaderWatch(this::members, config.electionTimeoutMs(), System::nanoTime);
        transfer = new LeadershipTransfer(
                threads, this::node, leadership, membership, timer, callbacks, config.heartbeatMs());
        var raftId = files.identity().raftId();
        voters = new RaftVoters(
                raftId,
                this::node,
                transfer,
                new VoterChanges(engine, raft, () -> groupId, callbacks, membership::areAllUpToDate),
                membership);
        service.readyToVote(new NewVoter(engine, raft, persistence, membership, threads, raftId, timer));
        statistics = new Statistics(engine, threads, () -> groupId, membership, 2 * config.heartbeatMs(), callbacks);
        service.tell(statistics);
        reception = new Reception(engine, memory, gossip(RECEPTION_CHANNEL), this::givenUp);
        service.receiveBy(reception);
        logSender = new LogSender(threads, () -> groupId, compaction);
        service.sendLogBy(logSender);
        logReceiver = new LogReceiver(
                engine,
                raft,
                persistence,
                membership,
                snapshotReceiver,
                new RaftEndpointImpl(files.identity().raftId()),
                config.electionTimeoutMs(),
                id -> groupId = id,
                callbacks);
        reunion = new Reunion(engine, membership::missing);
        membership.follow();
        reception.requireWelcome();
    }

    private void givenUp(String reason) {
        files.noteGivenUp(reason);
        fatal.onGivenUp(
                "its data directory may not take part any more (" + reason + "): it begins anew at its next start");
    }

    private void memberStateChanged(LifecycleEvent event) {
        if (event.getState() == LifecycleEvent.LifecycleState.SHUTDOWN && !closed.get()) {
            fatal.onFatal(
                    "this server's part of the Raft log has ended by itself; look at the lines before this one, most"
                            + " often the servers do not agree on who founds the cluster (curia.bootstrap-expect)",
                    null);
        }
    }

    private void tick() {
        try {
            if (!files.isInPlace()) {
                displaced();
            }
            for (var node : raft.getAllRaftNodes()) {
                var id = (RaftGroupId) node.getGroupId();
                threads.submit(id, () -> {
                    var impl = threads.node(id);
                    if (impl == null) {
                        return;
                    }
                    soloVoter.lookAfter(id, impl);
                    elections.look(id, impl);
                    files.giveSpaceBack(HazelcastPersistence.ours(id));
                    if (id.equals(groupId)) {
                        leaseRounds.look(impl);
                        leadership.refresh(Leadership.View.of(impl, leaseRounds.acknowledgedMs()));
                        statistics.note(impl);
                        voters.look(impl);
                        snapshotReceiver.dropPassed(impl.state().commitIndex());
                        reception.observe(impl);
                        logSender.signOfLife(id, impl);
                        logReceiver.follow(impl);
                    }
                });
            }
            leaderCalls.look();
            staleReads.observe();
            heap.look();
            snapshotSender.dropIdle();
            reception.tick();
            reunion.tick();
            membership.locate();
            membership.announceAddress();
            membership.noticeRemoval();
            if (node() == null) {
                logReceiver.tick();
            }
            if (groupId == null) {
                membership.foundGroup(id -> groupId = id);
            } else if (node() != null) {
                leaderWatch.tick(leaderAddress());
            }
        } catch (RuntimeException e) {
            if (!closed.get()) {
                LOG.log(Level.WARNING, "Raft housekeeping failed and is tried again: {0}", e.toString());
            }
        }
    }

    private void displaced() {
        if (!closed.get() && displaced.compareAndSet(false, true)) {
            fatal.onFatal(
                    "the data directory " + config.dataDir() + " was removed or replaced while this server ran: what it"
                            + " wrote last is acknowledged to nobody, unless others have it; put the directory back, or, in a"
                            + " cluster, start with an empty one; on a single server restore a snapshot into a new one",
                    null);
        }
    }

    private RaftNodeImpl node() {
        return groupId == null ? null : threads.node(groupId);
    }

    private boolean hasVote() {
        var node = node();
        return node != null && node.state().isKnownMember(node.getLocalMember());
    }

    private void leadershipChanged(boolean ready) {
        callbacks.execute(() -> leadershipListeners.forEach(l -> l.accept(ready)));
    }

    @Override
    public CompletionStage<ApplyResult> apply(byte[] entry) {
        return propose(entry, command -> leaderCalls.replicate(new FsmOp(command)));
    }

    @Override
    public CompletionStage<ApplyResult> applyAsLeader(byte[] entry) {
        return propose(entry, command -> leaderCalls.replicateHere(new FsmOp(command), leadership.term()));
    }

    private CompletionStage<ApplyResult> propose(byte[] entry, Function<byte[], CompletableFuture<Object>> way) {
        return closed.get()
                ? failed(RaftException.Kind.SHUTDOWN, "raft is already shutdown")
                : proposals.propose(entry, way);
    }

    private static <T> CompletionStage<T> failed(RaftException.Kind kind, String message) {
        return CompletableFuture.failedStage(new RaftException(kind, message));
    }

    @Override
    public CompletionStage<ReadGrant> awaitReadable(Consistency consistency) {
        if (consistency == Consistency.STALE) {
            return staleReads.await();
        }
        return closed.get() && !reads.isGiven(consistency)
                ? failed(RaftException.Kind.SHUTDOWN, "raft is already shutdown")
                : reads.await(consistency);
    }

    @Override
    public CompletionStage<byte[]> askLeader(byte[] question) {
        if (closed.get()) {
            return failed(RaftException.Kind.SHUTDOWN, "raft is already shutdown");
        }
        return leaderCalls
                .query(new LeaderQuestionOp(question), QueryPolicy.LEADER_LOCAL)
                .thenApply(byte[].class::cast);
    }

    @Override
    public void answerQuestions(UnaryOperator<byte[]> answerer) {
        service.answerWith(answerer);
    }

    @Override
    public boolean isLeader() {
        return leadership.isLeading() && service.isReadyToLead();
    }

    @Override
    public Optional<String> leaderAddress() {
        var node = node();
        var leader = node == null ? null : node.getLeader();
        return leader == null
                ? Optional.empty()
                : Optional.of(membership.address(leader)).filter(a -> !a.isEmpty());
    }

    @Override
    public List<RaftServer> servers() {
        var node = node();
        return node == null ? List.of() : membership.serversOf(node);
    }

    @Override
    public List<ClusterMember> members() {
        return membership.members(node());
    }

    @Override
    public long smallestHeapBytes() {
        return membership.smallestHeapBytes();
    }

    @Override
    public void onMembershipChange(Runnable listener) {
        membership.onChange(listener);
    }

    @Override
    public CompletionStage<Void> remove(String nodeId) {
        return changed(() -> voters.remove(nodeId));
    }

    @Override
    public CompletionStage<Void> promote(String nodeId) {
        return changed(() -> voters.promote(nodeId));
    }

    @Override
    public CompletionStage<Void> demote(String nodeId) {
        return changed(() -> voters.demote(nodeId));
    }

    @Override
    public CompletionStage<Void> transferLeadership(Optional<String> nodeId) {
        return changed(() -> voters.transferLeadership(nodeId));
    }

    private CompletionStage<Void> changed(Supplier<CompletionStage<Void>> change) {
        return closed.get() ? failed(RaftException.Kind.SHUTDOWN, "raft is already shutdown") : change.get();
    }

    @Override
    public long configurationIndex() {
        return voters.configurationIndex();
    }

    @Override
    public CompletionStage<Map<String, ServerStats>> stats() {
        return closed.get() ? failed(RaftException.Kind.SHUTDOWN, "raft is already shutdown") : statistics.all();
    }

    @Override
    public GossipChannel gossip(String name) {
        return service.gossip().channel(name, engine);
    }

    @Override
    public long lastContactMs() {
        return staleReads.ageMs();
    }

    @Override
    public long lastApplied() {
        return service.lastApplied();
    }

    @Override
    public LogPosition position() {
        return statistics.position();
    }

    @Override
    public long term() {
        return leadership.term();
    }

    @Override
    public void onLeadershipChange(Consumer<Boolean> listener) {
        leadershipListeners.add(listener);
        if (isLeader()) {
            callbacks.execute(() -> listener.accept(true));
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (hazelcast != null) {
            if (transfer != null) {
                transfer.handOver();
            }
            files.stopRetrying();
            timer.shutdownNow();
            // in order is only to wait for partitions to move, of which there are none
            hazelcast.getLifecycleService().terminate();
        }
        if (snapshotReceiver != null) {
            snapshotReceiver.close();
            snapshotSender.close();
            logSender.close();
        }
        timer.shutdownNow();
        if (reception != null) {
            reception.close();
        }
        files.close();
        proposals.endAll(new RaftException(RaftException.Kind.SHUTDOWN, "raft is already shutdown"));
        callbacks.shutdown();
    }

    /** Whether all servers that were let in are known to have an entry on disk; for tests. */
    boolean hasSeenOthersAt(long index) {
        return memory.hasSeenAllAt(index);
    }

    /** Ends as if the process had been killed, but that the files are closed; for tests. */
    void kill() {
        transfer = null;
        close();
    }

    /** Has this server believe that it hears of another no more; for tests. */
    void loseSightOf(HazelcastRaftEngine other) {
        var member = engine.getClusterService().getMember(other.engine.getThisAddress());
        engine.getNode().getClusterService().suspectMember(member, "a test", true);
    }

    /** As what this server is in the member list, and who is there, in the order in which they came; for tests. */
    UUID memberId() {
        return engine.getLocalMember().getUuid();
    }

    /** See {@link #memberId}; for tests. */
    List<UUID> memberIds() {
        return engine.getClusterService().getMembers().stream()
                .map(Member::getUuid)
                .toList();
    }

    /** Has another server get ready to vote, and goes no further; for tests. */
    CompletableFuture<Void> makeReady(HazelcastRaftEngine other) {
        return new VoterChanges(engine, raft, () -> groupId, callbacks, membership::areAllUpToDate)
                .ready(other.files.identity().raftId(), other.engine.getThisAddress());
    }

    /** Whether Raft finds the way to a server; for tests. */
    boolean knows(UUID raftId) {
        return raft.getInvocationManager().getRaftInvocationContext().getCPMember(raftId) != null;
    }

    /** Who votes in METADATA as this server sees it, none while it has no part in it; for tests. */
    Collection<RaftEndpoint> metadataVoters() {
        var metadata = threads.node(raft.getMetadataGroupId());
        return metadata == null ? List.of() : metadata.getAppliedMembers();
    }

    /** What is seen of the group's node on its thread; for tests. */
    <T> T look(Function<RaftNodeImpl, T> at) {
        var seen = new CompletableFuture<T>();
        threads.submit(groupId, () -> seen.complete(at.apply(threads.node(groupId))));
        return seen.join();
    }
}
