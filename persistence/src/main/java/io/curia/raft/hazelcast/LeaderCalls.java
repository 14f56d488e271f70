package io.curia.raft.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.MemberLeftException;
import com.hazelcast.cp.exception.CPSubsystemException;
import com.hazelcast.cp.exception.CannotReplicateException;
import com.hazelcast.cp.exception.LeaderDemotedException;
import com.hazelcast.cp.exception.NotLeaderException;
import com.hazelcast.cp.exception.StaleAppendRequestException;
import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.RaftOp;
import com.hazelcast.cp.internal.RaftService;
import com.hazelcast.cp.internal.operation.DefaultRaftReplicateOp;
import com.hazelcast.cp.internal.operation.RaftQueryOp;
import com.hazelcast.cp.internal.raft.QueryPolicy;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.cp.internal.raft.impl.RaftRole;
import com.hazelcast.cp.internal.raft.impl.task.ReplicateTask;
import com.hazelcast.spi.exception.RetryableException;
import com.hazelcast.spi.impl.InternalCompletableFuture;
import com.hazelcast.spi.impl.NodeEngineImpl;
import com.hazelcast.spi.impl.operationservice.Operation;
import io.curia.raft.api.RaftException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Calls the leader, wherever it is, and waits for one if there is none. A call is repeated only while it is certain that
 * it had no effect.
 */
final class LeaderCalls {
    /** What a failed call says about the proposal. */
    enum Outcome {
        NOT_PROPOSED,
        REFUSED,
        UNKNOWN,
        SHUTDOWN
    }

    private static final int STEPS = 64;
    /** Of the time between two heartbeats that part is no long wait. */
    private static final int SOON = 16;

    private final NodeEngineImpl engine;
    private final RaftService raft;
    private final GroupThread threads;
    private final Supplier<RaftGroupId> group;
    private final ScheduledExecutorService timer;
    private final Executor callbacks;
    private final Duration hold;
    private final long soonNs;
    private final ParkedCalls parked;
    private final SentCalls sent;

    /** @param heartbeatMs between two heartbeats of a leader */
    LeaderCalls(
            NodeEngineImpl engine,
            RaftService raft,
            Supplier<RaftGroupId> group,
            ScheduledExecutorService timer,
            Executor callbacks,
            Duration hold,
            long heartbeatMs) {
        this.engine = engine;
        this.raft = raft;
        this.threads = new GroupThread(engine, raft);
        this.group = group;
        this.timer = timer;
        this.callbacks = callbacks;
        this.hold = hold;
        this.soonNs = TimeUnit.MILLISECONDS.toNanos(Math.max(2, heartbeatMs / SOON));
        this.parked = new ParkedCalls(() -> !(leader() instanceof Leader.Nobody), timer, heartbeatMs / SOON);
        this.sent = new SentCalls(heartbeatMs);
    }

    /** Who leads as this server sees it, all of it from one look. */
    private sealed interface Leader {
        record Here(RaftGroupId group, RaftNodeImpl node) implements Leader {}

        record There(RaftGroupId group, Address address) implements Leader {}

        record Nobody() implements Leader {}
    }

    /** What is asked of the leader: of the node if it is here, else by a message to its server. */
    private record Call(Function<RaftNodeImpl, CompletableFuture<?>> here, Function<RaftGroupId, Operation> message) {}

    /** Puts an operation into the log. The result completes on the callback executor. */
    CompletableFuture<Object> replicate(RaftOp op) {
        return call(new Call(node -> node.replicate(op), id -> new DefaultRaftReplicateOp(id, op)));
    }

    /** Runs an operation on the leader without putting it into the log. Safe to repeat. */
    CompletableFuture<Object> query(RaftOp op, QueryPolicy policy) {
        var call = new Call(node -> node.query(op, policy), id -> new RaftQueryOp(id, op, policy));
        return RepeatedQuery.ask(() -> call(call), hold, timer);
    }

    /**
     * Puts an operation into the log if this server leads and is still in that term then, else nowhere; one attempt.
     * Completes likewise.
     */
    CompletableFuture<Object> replicateHere(RaftOp op, long term) {
        var result = new CompletableFuture<Object>();
        if (!(leader() instanceof Leader.Here here)) {
            result.completeExceptionally(notLeading());
            return result;
        }
        var entry = new InternalCompletableFuture<Object>();
        threads.submit(here.group(), () -> {
            var state = here.node().state();
            if (state.role() == RaftRole.LEADER && state.term() == term) {
                new ReplicateTask(here.node(), op, entry).run();
            } else {
                entry.completeExceptionally(notLeading());
            }
        });
        entry.whenCompleteAsync(
                (value, error) -> {
                    if (error == null) {
                        result.complete(value);
                    } else {
                        result.completeExceptionally(failure(unwrap(error)));
                    }
                },
                callbacks);
        return result;
    }

    private static RaftException notLeading() {
        return new RaftException(RaftException.Kind.NO_LEADER, "this server is not the leader");
    }

    private Leader leader() {
        var id = group.get();
        var node = id == null ? null : threads.node(id);
        var leader = node == null ? null : node.getLeader();
        if (leader == null) {
            return new Leader.Nobody();
        }
        if (leader.equals(node.getLocalMember())) {
            return new Leader.Here(id, node);
        }
        var member = raft.getInvocationManager().getRaftInvocationContext().getCPMember(leader.getUuid());
        return member == null ? new Leader.Nobody() : new Leader.There(id, member.getAddress());
    }

    private CompletableFuture<Object> call(Call call) {
        var result = new CompletableFuture<Object>();
        attempt(call, result, System.nanoTime() + hold.toNanos());
        return result;
    }

    private void attempt(Call call, CompletableFuture<Object> result, long deadline) {
        if (result.isDone()) {
            return;
        }
        var leader = leader();
        if (leader instanceof Leader.Nobody) {
            parked.add(new ParkedCalls.Parked(
                    deadline, () -> attempt(call, result, deadline), result::completeExceptionally));
            return;
        }
        CompletableFuture<?> future;
        try {
            future = leader instanceof Leader.There there
                    ? send(call.message().apply(there.group()), there.address())
                    : call.here().apply(((Leader.Here) leader).node());
        } catch (HazelcastInstanceNotActiveException e) {
            // this server stops; nothing was sent
            result.completeExceptionally(failure(e));
            return;
        }
        // not whenComplete: Hazelcast's futures would run that on a thread made for it
        future.whenCompleteAsync(
                (value, error) -> {
                    // a question that fails on this server is answered with its failure
                    var failure = value instanceof Throwable thrown ? thrown : error;
                    answer(call, result, deadline, value, failure);
                },
                callbacks);
    }

    private CompletableFuture<Object> send(Operation message, Address to) {
        var answer = engine.getOperationService()
                .createInvocationBuilder(RaftService.SERVICE_NAME, message, to)
                .setTryCount(1)
                .<Object>invoke();
        return sent.track(to, answer);
    }

    /** To be called now and then: what waits for one that leads no more is given up where another leads. */
    void look() {
        var leader = leader();
        if (leader instanceof Leader.There there) {
            sent.leadsNow(there.address());
        } else if (leader instanceof Leader.Here) {
            sent.leadsNow(engine.getThisAddress());
        }
    }

    private void answer(Call call, CompletableFuture<Object> result, long deadline, Object value, Throwable error) {
        if (error == null) {
            result.complete(value);
            return;
        }
        var cause = unwrap(error);
        switch (outcome(cause)) {
            case NOT_PROPOSED -> again(call, result, deadline, soonNs, failure(cause));
            case REFUSED -> again(call, result, deadline, patience(deadline), failure(cause));
            default -> result.completeExceptionally(failure(cause));
        }
    }

    private void again(Call call, CompletableFuture<Object> result, long deadline, long step, RaftException last) {
        var left = deadline - System.nanoTime();
        if (left <= 0) {
            result.completeExceptionally(last);
            return;
        }
        var delay = Math.min(left, step / 2 + ThreadLocalRandom.current().nextLong(step));
        try {
            timer.schedule(() -> attempt(call, result, deadline), delay, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // this server stops
            result.completeExceptionally(last);
        }
    }

    /** A leader that gives way refuses for a moment, one that has too much to do for longer. */
    private long patience(long deadline) {
        var waited = System.nanoTime() - (deadline - hold.toNanos());
        return Math.max(soonNs, Math.min(waited / 2, hold.toNanos() / STEPS));
    }

    private static Throwable unwrap(Throwable error) {
        var t = error;
        while ((t instanceof CompletionException || t instanceof ExecutionException) && t.getCause() != null) {
            t = t.getCause();
        }
        return t;
    }

    /** What a failure says about whether the operation is in the log. */
    static Outcome outcome(Throwable error) {
        if (error instanceof HazelcastInstanceNotActiveException) {
            return Outcome.SHUTDOWN;
        }
        if (error instanceof CannotReplicateException) {
            return Outcome.REFUSED;
        }
        if (error instanceof NotLeaderException) {
            return Outcome.NOT_PROPOSED;
        }
        if (error instanceof MemberLeftException
                || error instanceof LeaderDemotedException
                || error instanceof StaleAppendRequestException
                || error instanceof CPSubsystemException) {
            return Outcome.UNKNOWN;
        }
        // what Hazelcast itself may retry, such as a target that is no member, was never handed to the leader
        return error instanceof RetryableException ? Outcome.NOT_PROPOSED : Outcome.UNKNOWN;
    }

    private static RaftException failure(Throwable cause) {
        if (cause instanceof RaftException ours) {
            return ours;
        }
        return switch (outcome(cause)) {
            case SHUTDOWN -> new RaftException(RaftException.Kind.SHUTDOWN, "raft is already shutdown", cause);
            case REFUSED ->
                new RaftException(RaftException.Kind.OVERLOADED, "too many writes wait to be committed", cause);
            case NOT_PROPOSED -> new RaftException(RaftException.Kind.NO_LEADER, "No cluster leader", cause);
            case UNKNOWN ->
                new RaftException(RaftException.Kind.INDETERMINATE, "leadership lost while committing log", cause);
        };
    }
}
