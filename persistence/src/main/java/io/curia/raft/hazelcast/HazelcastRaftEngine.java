package io.curia.raft.hazelcast;

import com.hazelcast.config.ListenerConfig;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.RaftService;
import com.hazelcast.cp.internal.raft.QueryPolicy;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** {@link RaftEngine} on Hazelcast's CP Subsystem with its state on MVStore. */
public final class HazelcastRaftEngine implements RaftEngine {
    /** The name of the log's group. */
    public static final String GROUP = FsmService.GROUP;

    static final String HEAP_CHANNEL = "heap";

    private final RaftConfig config;
    private final FatalHandler fatal;
    private final ReplicatedState state;
    private final FsmService service;
    private final RaftFiles files;
    private final HazelcastPersistence persistence;
    private final Leadership leadership;
    private final HeapGuard heap;
    private final OpenProposals proposals;
    private final ScheduledExecutorService timer;
    /** One thread: a flush completes many proposals at once, and one thread that stays awake serves them quickest. */
    private final ExecutorService callbacks = Executors.newSingleThreadExecutor(daemon("curia-raft-callbacks"));

    private final List<Consumer<Boolean>> leadershipListeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Endings endings;
    private final AtomicReference<RaftGroupId> group = new AtomicReference<>();

    private HazelcastInstanceProxy hazelcast;
    private RaftParts parts;
    private ServerMemory memory;
    private boolean handsOver = true;

    private HazelcastRaftEngine(RaftConfig config, ReplicatedState state, FatalHandler fatal, DataDirectory directory) {
        this.config = config;
        this.fatal = fatal;
        this.endings = new Endings(fatal, config.dataDir(), closed::get);
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
                (id, index) -> leadership.leadsSince(parts.threads, id, index),
                () -> parts.isConfirmed(),
                this::leadershipChanged);
    }

    private LogStore.Listener listener(RaftGroupId id) {
        return new StoreListener(
                () -> parts.soloVoter.appended(id),
                proposals,
                config.dataDir(),
                cause ->
                        service.fail("a snapshot that was received cannot be kept (" + cause.getMessage() + ")", cause),
                endings::displaced);
    }

    private HazelcastPersistence.Events events() {
        return new HazelcastPersistence.Events() {
            @Override
            public void unsettled(RaftGroupId id) {
                if (id.equals(group.get())) {
                    leadership.loseLease();
                }
            }

            @Override
            public boolean left(RaftGroupId id) {
                var founded = parts.founding.isOver();
                if (founded && id.equals(parts.raft.getMetadataGroupId())) {
                    parts.membership.ceaseToBeMember();
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
        hzConfig.addListenerConfig(new ListenerConfig((LifecycleListener) endings::memberStateChanged));
        hazelcast = (HazelcastInstanceProxy)
                HazelcastInstanceFactory.newHazelcastInstance(hzConfig, hzConfig.getInstanceName(), context);
        heap.tellOthers(gossip(HEAP_CHANNEL));
        var period = config.heartbeatMs() / 2;
        var housekeeping = new Housekeeping(ground(), parts, heap, endings::displaced, closed::get);
        timer.scheduleWithFixedDelay(housekeeping, 0, period, TimeUnit.MILLISECONDS);
    }

    private Ground ground() {
        return new Ground(config, state, service, files, persistence, leadership, memory, timer, callbacks, group);
    }

    /** Runs inside the member's start, before what is on disk is restored. */
    private void attach(RaftService raftService, NodeEngineImpl nodeEngine) {
        parts = new RaftParts(ground(), raftService, nodeEngine, this, fatal, reason -> endings.givenUp(files, reason));
        parts.begin();
    }

    private void leadershipChanged(boolean ready) {
        callbacks.execute(() -> leadershipListeners.forEach(l -> l.accept(ready)));
    }

    @Override
    public CompletionStage<ApplyResult> apply(byte[] entry) {
        return propose(entry, command -> parts.leaderCalls.replicate(new FsmOp(command)));
    }

    @Override
    public CompletionStage<ApplyResult> applyAsLeader(byte[] entry) {
        return propose(entry, command -> parts.leaderCalls.replicateHere(new FsmOp(command), leadership.term()));
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
            return parts.staleReads.await();
        }
        return closed.get() && !parts.reads.isGiven(consistency)
                ? failed(RaftException.Kind.SHUTDOWN, "raft is already shutdown")
                : parts.reads.await(consistency);
    }

    @Override
    public CompletionStage<byte[]> askLeader(byte[] question) {
        if (closed.get()) {
            return failed(RaftException.Kind.SHUTDOWN, "raft is already shutdown");
        }
        return parts.leaderCalls
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
        return parts.leaderAddress();
    }

    @Override
    public List<RaftServer> servers() {
        var node = parts.node();
        return node == null ? List.of() : parts.membership.serversOf(node);
    }

    @Override
    public List<ClusterMember> members() {
        return parts.membership.members(parts.node());
    }

    @Override
    public long smallestHeapBytes() {
        return parts.membership.smallestHeapBytes();
    }

    @Override
    public void onMembershipChange(Runnable listener) {
        parts.membership.onChange(listener);
    }

    @Override
    public CompletionStage<Void> remove(String nodeId) {
        return changed(() -> parts.voters.remove(nodeId));
    }

    @Override
    public CompletionStage<Void> promote(String nodeId) {
        return changed(() -> parts.voters.promote(nodeId));
    }

    @Override
    public CompletionStage<Void> demote(String nodeId) {
        return changed(() -> parts.voters.demote(nodeId));
    }

    @Override
    public CompletionStage<Void> transferLeadership(Optional<String> nodeId) {
        return changed(() -> parts.voters.transferLeadership(nodeId));
    }

    private CompletionStage<Void> changed(Supplier<CompletionStage<Void>> change) {
        return closed.get() ? failed(RaftException.Kind.SHUTDOWN, "raft is already shutdown") : change.get();
    }

    @Override
    public long configurationIndex() {
        return parts.voters.configurationIndex();
    }

    @Override
    public CompletionStage<Map<String, ServerStats>> stats() {
        return closed.get() ? failed(RaftException.Kind.SHUTDOWN, "raft is already shutdown") : parts.statistics.all();
    }

    @Override
    public GossipChannel gossip(String name) {
        return parts.gossip(name);
    }

    @Override
    public long lastContactMs() {
        return parts.staleReads.ageMs();
    }

    @Override
    public long lastApplied() {
        return service.lastApplied();
    }

    @Override
    public LogPosition position() {
        return parts.statistics.position();
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
            if (parts != null && handsOver) {
                parts.transfer.handOver();
            }
            files.stopRetrying();
            timer.shutdownNow();
            // in order is only to wait for partitions to move, of which there are none
            hazelcast.getLifecycleService().terminate();
        }
        timer.shutdownNow();
        if (parts != null) {
            parts.close();
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
        handsOver = false;
        close();
    }

    /** What it consists of; for tests. */
    RaftParts parts() {
        return parts;
    }

    /** What is seen of the group's node on its thread; for tests. */
    <T> T look(Function<RaftNodeImpl, T> at) {
        var seen = new CompletableFuture<T>();
        parts.threads.submit(group.get(), () -> seen.complete(at.apply(parts.node())));
        return seen.join();
    }
}
