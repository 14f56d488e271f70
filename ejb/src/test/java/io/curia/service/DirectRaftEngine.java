package io.curia.service;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.ReplicatedState;
import io.curia.raft.api.ClusterMember;
import io.curia.raft.api.Consistency;
import io.curia.raft.api.GossipChannel;
import io.curia.raft.api.LogPosition;
import io.curia.raft.api.RaftEngine;
import io.curia.raft.api.RaftException;
import io.curia.raft.api.RaftServer;
import io.curia.raft.api.ReadGrant;
import io.curia.raft.api.ServerStats;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A cluster of one that keeps no log: each command is applied at once, on one thread, at the next index. */
public final class DirectRaftEngine implements RaftEngine {
    public static final String NODE_ID = "7d5a0bb4-7c5f-4f0e-9f0c-2d2f6f0a7c11";
    private static final String ADDRESS = "127.0.0.1:8300";

    private final ReplicatedState state;
    private final ExecutorService applying = Executors.newSingleThreadExecutor();
    private final AtomicLong applied = new AtomicLong();
    private final Map<String, GossipChannel> channels = new ConcurrentHashMap<>();
    private volatile RaftException failure;
    private volatile Function<byte[], RaftException> fault = entry -> null;
    private volatile List<ClusterMember> members =
            List.of(new ClusterMember(NODE_ID, "n1", "127.0.0.1", 8300, true, true, false));
    private final List<String> removed = new CopyOnWriteArrayList<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Void> change = CompletableFuture.completedFuture(null);
    private volatile Map<String, ServerStats> stats = Map.of();
    private volatile CompletableFuture<Void> removal = CompletableFuture.completedFuture(null);
    private volatile long lastContactMs;
    private volatile long smallestHeapBytes = Runtime.getRuntime().maxMemory();
    private volatile UnaryOperator<byte[]> answerer;
    private volatile boolean deposed;
    private volatile long term = 1;

    public DirectRaftEngine(ReplicatedState state) {
        this.state = state;
    }

    /** From now on every proposal and every read but stale ones fails; null: no more. */
    public void failWith(RaftException newFailure) {
        failure = newFailure;
    }

    /** From now on a proposal fails with what this answers for it, unless that is null. */
    public void failProposals(Function<byte[], RaftException> newFault) {
        fault = newFault;
    }

    /** Makes this server look like a follower that heard from its leader so long ago. */
    public void setLastContactMs(long ms) {
        lastContactMs = ms;
    }

    @Override
    public CompletionStage<ApplyResult> apply(byte[] entry) {
        var failed = failure != null ? failure : fault.apply(entry);
        return failed != null ? CompletableFuture.failedFuture(failed) : applyInAnyCase(entry);
    }

    @Override
    public CompletionStage<ApplyResult> applyAsLeader(byte[] entry) {
        return deposed
                ? CompletableFuture.failedFuture(new RaftException(RaftException.Kind.NO_LEADER, "another one leads"))
                : apply(entry);
    }

    /** From now on another server leads, though this one has not heard of it; proposals get to it. */
    public void depose() {
        deposed = true;
    }

    /** Leads again, in a term of its own. */
    public void leadIn(long newTerm) {
        deposed = false;
        term = newTerm;
    }

    /** Applies a command whatever {@link #failProposals} and {@link #failWith} say. */
    public CompletableFuture<ApplyResult> applyInAnyCase(byte[] entry) {
        try {
            return CompletableFuture.supplyAsync(() -> state.apply(applied.incrementAndGet(), entry), applying);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new RaftException(RaftException.Kind.SHUTDOWN, "closed", e));
        }
    }

    @Override
    public CompletionStage<ReadGrant> awaitReadable(Consistency consistency) {
        if (consistency == Consistency.STALE) {
            return CompletableFuture.completedFuture(new ReadGrant(failure == null, lastContactMs));
        }
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        ReadGrant grant = new ReadGrant(true, 0);
        return consistency == Consistency.DEFAULT
                ? CompletableFuture.completedFuture(grant)
                : CompletableFuture.supplyAsync(() -> grant, applying);
    }

    @Override
    public CompletionStage<byte[]> askLeader(byte[] question) {
        return failure != null
                ? CompletableFuture.failedFuture(failure)
                : CompletableFuture.supplyAsync(() -> answerer.apply(question), applying);
    }

    @Override
    public void answerQuestions(UnaryOperator<byte[]> newAnswerer) {
        answerer = newAnswerer;
    }

    @Override
    public boolean isLeader() {
        return failure == null;
    }

    @Override
    public Optional<String> leaderAddress() {
        return isLeader() ? Optional.of(ADDRESS) : Optional.empty();
    }

    @Override
    public List<RaftServer> servers() {
        return List.of(
                new RaftServer(NODE_ID, "n1", ADDRESS, isLeader(), true),
                new RaftServer("9b0c1c5e-64bb-4a27-8f4b-0f0e9d0a7c12", "n2", "127.0.0.2:8300", false, false));
    }

    @Override
    public List<ClusterMember> members() {
        return members;
    }

    @Override
    public long smallestHeapBytes() {
        return smallestHeapBytes;
    }

    /** From now on another server of the cluster has so small a heap. */
    public void setSmallestHeapBytes(long bytes) {
        smallestHeapBytes = bytes;
    }

    @Override
    public void onMembershipChange(Runnable listener) {
        // the only server stays the only one
    }

    @Override
    public CompletionStage<Void> remove(String nodeId) {
        removed.add(nodeId);
        return removal;
    }

    /** From now on a removal ends as this does. */
    public void setRemoval(CompletableFuture<Void> newRemoval) {
        removal = newRemoval;
    }

    /** From now on the cluster has these members. */
    public void setMembers(List<ClusterMember> newMembers) {
        members = newMembers;
    }

    /** The ids that were asked to be removed, in order. */
    public List<String> removed() {
        return removed;
    }

    @Override
    public CompletionStage<Void> promote(String nodeId) {
        changes.add("promote " + nodeId);
        return change;
    }

    @Override
    public CompletionStage<Void> demote(String nodeId) {
        changes.add("demote " + nodeId);
        return change;
    }

    @Override
    public CompletionStage<Void> transferLeadership(Optional<String> nodeId) {
        changes.add("transfer " + nodeId.orElse("to any"));
        return change;
    }

    /** The changes of who votes and leads that were asked for, in order. */
    public List<String> changes() {
        return changes;
    }

    /** From now on such a change ends as this does. */
    public void setChange(CompletableFuture<Void> newChange) {
        change = newChange;
    }

    @Override
    public CompletionStage<Map<String, ServerStats>> stats() {
        var own = new ServerStats(0, term, applied.get());
        var told = new HashMap<>(stats);
        told.put(NODE_ID, own);
        return CompletableFuture.completedFuture(told);
    }

    /** From now on the other servers tell this of themselves. */
    public void setStats(Map<String, ServerStats> newStats) {
        stats = newStats;
    }

    @Override
    public long configurationIndex() {
        return 7;
    }

    @Override
    public GossipChannel gossip(String name) {
        return channels.computeIfAbsent(name, made -> new LocalChannel(new CopyOnWriteArrayList<>()));
    }

    private record LocalChannel(List<Consumer<byte[]>> listeners) implements GossipChannel {
        @Override
        public void publish(byte[] message) {
            listeners.forEach(listener -> listener.accept(message));
        }

        @Override
        public void subscribe(Consumer<byte[]> listener) {
            listeners.add(listener);
        }
    }

    @Override
    public long lastContactMs() {
        return lastContactMs;
    }

    @Override
    public LogPosition position() {
        return new LogPosition(term, applied.get(), applied.get(), 0, 0);
    }

    @Override
    public long lastApplied() {
        return applied.get();
    }

    @Override
    public long term() {
        return term;
    }

    @Override
    public void onLeadershipChange(Consumer<Boolean> listener) {
        listener.accept(true);
    }

    @Override
    public void close() {
        applying.shutdown();
    }
}
