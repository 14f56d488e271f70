package io.curia.service;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.ReplicatedState;
import io.curia.raft.Consistency;
import io.curia.raft.RaftEngine;
import io.curia.raft.RaftException;
import io.curia.raft.RaftServer;
import io.curia.raft.ReadGrant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A cluster of one that keeps no log: each command is applied at once, on one thread, at the next index. */
final class DirectRaftEngine implements RaftEngine {
    static final String NODE_ID = "7d5a0bb4-7c5f-4f0e-9f0c-2d2f6f0a7c11";
    private static final String ADDRESS = "127.0.0.1:8300";

    private final ReplicatedState state;
    private final ExecutorService applying = Executors.newSingleThreadExecutor();
    private final AtomicLong applied = new AtomicLong();
    private volatile RaftException failure;
    private volatile long lastContactMs;

    DirectRaftEngine(ReplicatedState state) {
        this.state = state;
    }

    /** From now on every proposal and every read but stale ones fails; null: no more. */
    void failWith(RaftException newFailure) {
        failure = newFailure;
    }

    /** Makes this server look like a follower that heard from its leader so long ago. */
    void setLastContactMs(long ms) {
        lastContactMs = ms;
    }

    @Override
    public CompletionStage<ApplyResult> apply(byte[] entry) {
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
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
    public long lastContactMs() {
        return lastContactMs;
    }

    @Override
    public long lastApplied() {
        return applied.get();
    }

    @Override
    public long term() {
        return 1;
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
