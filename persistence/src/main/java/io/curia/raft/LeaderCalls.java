package io.curia.raft;

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
import com.hazelcast.spi.exception.RetryableException;
import com.hazelcast.spi.impl.NodeEngineImpl;
import com.hazelcast.spi.impl.operationservice.Operation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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

    private static final int STEPS = 16;

    private final NodeEngineImpl engine;
    private final RaftService raft;
    private final GroupThread threads;
    private final Supplier<RaftGroupId> group;
    private final ScheduledExecutorService timer;
    private final Executor callbacks;
    private final Duration hold;

    LeaderCalls(
            NodeEngineImpl engine,
            RaftService raft,
            Supplier<RaftGroupId> group,
            ScheduledExecutorService timer,
            Executor callbacks,
            Duration hold) {
        this.engine = engine;
        this.raft = raft;
        this.threads = new GroupThread(engine, raft);
        this.group = group;
        this.timer = timer;
        this.callbacks = callbacks;
        this.hold = hold;
    }

    /** Puts an operation into the log. The result completes on the callback executor. */
    CompletableFuture<Object> replicate(RaftOp op) {
        return call(() -> {
            var node = threads.node(group.get());
            return isLocalLeader() ? node.replicate(op) : remote(new DefaultRaftReplicateOp(group.get(), op));
        });
    }

    /** Puts an operation into the log if this server leads, else nowhere; one attempt. Completes likewise. */
    CompletableFuture<Object> replicateHere(RaftOp op) {
        var result = new CompletableFuture<Object>();
        var node = group.get() == null ? null : threads.node(group.get());
        if (node == null || !node.getLocalMember().equals(node.getLeader())) {
            result.completeExceptionally(
                    new RaftException(RaftException.Kind.NO_LEADER, "this server is not the leader"));
            return result;
        }
        CompletableFuture<?> future = node.replicate(op);
        future.whenCompleteAsync(
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

    /** Runs an operation on the leader without putting it into the log. Safe to repeat. */
    CompletableFuture<Object> query(RaftOp op, QueryPolicy policy) {
        return RepeatedQuery.ask(() -> queryOnce(op, policy), hold, timer);
    }

    private CompletableFuture<Object> queryOnce(RaftOp op, QueryPolicy policy) {
        return call(() -> {
            var node = threads.node(group.get());
            return isLocalLeader() ? node.query(op, policy) : remote(new RaftQueryOp(group.get(), op, policy));
        });
    }

    private boolean isLocalLeader() {
        var node = threads.node(group.get());
        return node != null && node.getLocalMember().equals(node.getLeader());
    }

    private boolean knowsLeader() {
        var node = group.get() == null ? null : threads.node(group.get());
        return node != null
                && node.getLeader() != null
                && raft.getInvocationManager()
                                .getRaftInvocationContext()
                                .getCPMember(node.getLeader().getUuid())
                        != null;
    }

    private CompletableFuture<Object> remote(Operation op) {
        var leader = threads.node(group.get()).getLeader();
        var member = raft.getInvocationManager().getRaftInvocationContext().getCPMember(leader.getUuid());
        return engine.getOperationService()
                .createInvocationBuilder(RaftService.SERVICE_NAME, op, member.getAddress())
                .setTryCount(1)
                .<Object>invoke()
                .toCompletableFuture();
    }

    private CompletableFuture<Object> call(Supplier<CompletableFuture<?>> attempt) {
        var result = new CompletableFuture<Object>();
        attempt(attempt, result, System.nanoTime() + hold.toNanos());
        return result;
    }

    private void attempt(Supplier<CompletableFuture<?>> attempt, CompletableFuture<Object> result, long deadline) {
        if (result.isDone()) {
            return;
        }
        CompletableFuture<?> future;
        try {
            if (!knowsLeader()) {
                again(attempt, result, deadline, new RaftException(RaftException.Kind.NO_LEADER, "No cluster leader"));
                return;
            }
            future = attempt.get();
        } catch (NullPointerException | HazelcastInstanceNotActiveException e) {
            // the leader vanished between two looks at it, or the member is stopping: nothing was sent
            again(attempt, result, deadline, failure(e));
            return;
        }
        // not whenComplete: Hazelcast's futures would run that on a thread made for it
        future.whenCompleteAsync((value, error) -> answer(attempt, result, deadline, value, error), callbacks);
    }

    private void answer(
            Supplier<CompletableFuture<?>> attempt,
            CompletableFuture<Object> result,
            long deadline,
            Object value,
            Throwable error) {
        if (error == null) {
            result.complete(value);
            return;
        }
        var cause = unwrap(error);
        switch (outcome(cause)) {
            case NOT_PROPOSED, REFUSED -> again(attempt, result, deadline, failure(cause));
            default -> result.completeExceptionally(failure(cause));
        }
    }

    private void again(
            Supplier<CompletableFuture<?>> attempt,
            CompletableFuture<Object> result,
            long deadline,
            RaftException last) {
        var left = deadline - System.nanoTime();
        if (left <= 0 || last.kind() == RaftException.Kind.SHUTDOWN || timer.isShutdown()) {
            result.completeExceptionally(last);
            return;
        }
        var step = Math.max(1, hold.toNanos() / STEPS / 4);
        var delay = Math.min(left, step / 2 + ThreadLocalRandom.current().nextLong(step));
        timer.schedule(() -> attempt(attempt, result, deadline), delay, TimeUnit.NANOSECONDS);
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
