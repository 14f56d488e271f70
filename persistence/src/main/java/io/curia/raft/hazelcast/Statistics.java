package io.curia.raft.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.cp.internal.raft.impl.RaftRole;
import com.hazelcast.internal.util.Clock;
import com.hazelcast.spi.impl.NodeEngineImpl;
import io.curia.raft.api.LogPosition;
import io.curia.raft.api.ServerStats;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** How far the servers have come, each by its own account. Any thread. */
final class Statistics {
    /** Of a server that has no part in the group yet. */
    static final ServerStats NONE = new ServerStats(-1, 0, 0);

    private final NodeEngineImpl engine;
    private final GroupThread threads;
    private final Supplier<RaftGroupId> group;
    private final ClusterMembership membership;
    private final long patienceMs;
    private final Executor callbacks;
    private volatile LogPosition position = LogPosition.NONE;

    /**
     * @param group gives null while this server knows of none
     * @param patienceMs how long the others are waited for
     * @param callbacks hands on what they answered
     */
    Statistics(
            NodeEngineImpl engine,
            GroupThread threads,
            Supplier<RaftGroupId> group,
            ClusterMembership membership,
            long patienceMs,
            Executor callbacks) {
        this.engine = engine;
        this.threads = threads;
        this.group = group;
        this.membership = membership;
        this.patienceMs = patienceMs;
        this.callbacks = callbacks;
    }

    /** On the group's thread, now and then. */
    void note(RaftNodeImpl node) {
        var log = node.state().log();
        var last = log.lastLogOrSnapshotEntry();
        position = new LogPosition(
                last.term(),
                last.index(),
                node.state().commitIndex(),
                log.snapshot().term(),
                log.snapshotIndex());
    }

    /** What was noted last of this server. */
    LogPosition position() {
        return position;
    }

    /** Tells this server's own, once the group's thread is free. */
    void tellOwn(Consumer<ServerStats> listener) {
        var id = group.get();
        if (id == null) {
            listener.accept(NONE);
        } else {
            threads.submit(id, () -> listener.accept(of(threads.node(id))));
        }
    }

    private static ServerStats of(RaftNodeImpl node) {
        if (node == null) {
            return NONE;
        }
        var last = node.state().log().lastLogOrSnapshotEntry();
        return new ServerStats(lastContactMs(node), last.term(), last.index());
    }

    private static long lastContactMs(RaftNodeImpl node) {
        if (node.state().role() == RaftRole.LEADER && !node.isTerminatedOrSteppedDown()) {
            return 0;
        }
        long heard = node.lastAppendEntriesTimestamp();
        return heard == 0 ? -1 : Math.max(0, Clock.currentTimeMillis() - heard);
    }

    /** Those of all servers that answer in time, by node id. */
    CompletionStage<Map<String, ServerStats>> all() {
        var told = new ConcurrentHashMap<String, ServerStats>();
        var nodes = membership.connectedNodes();
        var answers = nodes.entrySet().stream()
                .map(node -> ask(node.getValue()).thenAccept(stats -> told.put(node.getKey(), stats)))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(answers)
                .completeOnTimeout(null, patienceMs, TimeUnit.MILLISECONDS)
                .handleAsync((done, failure) -> Map.copyOf(told), callbacks);
    }

    private CompletableFuture<ServerStats> ask(Address address) {
        var answer = new CompletableFuture<ServerStats>();
        if (address.equals(engine.getThisAddress())) {
            tellOwn(answer::complete);
            return answer;
        }
        if (!membership.isUpToDate(address)) {
            answer.complete(NONE);
            return answer;
        }
        try {
            engine.getOperationService()
                    .createInvocationBuilder(FsmService.NAME, new StatsOp(), address)
                    .setTryCount(1)
                    .<byte[]>invoke()
                    .whenCompleteAsync(
                            (bytes, failure) -> {
                                if (failure == null) {
                                    answer.complete(StatsOp.decode(bytes));
                                } else {
                                    answer.completeExceptionally(failure);
                                }
                            },
                            Runnable::run);
        } catch (HazelcastInstanceNotActiveException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }
}
