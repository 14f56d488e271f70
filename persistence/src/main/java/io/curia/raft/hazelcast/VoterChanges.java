package io.curia.raft.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.cp.internal.CPGroupSummary;
import com.hazelcast.cp.internal.CPMemberInfo;
import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.RaftOp;
import com.hazelcast.cp.internal.RaftService;
import com.hazelcast.cp.internal.raft.QueryPolicy;
import com.hazelcast.cp.internal.raftop.metadata.GetRaftGroupOp;
import com.hazelcast.spi.impl.NodeEngineImpl;
import io.curia.raft.api.RaftException;
import io.curia.raft.api.VotersException;
import io.curia.raft.api.VotersException.Reason;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Has METADATA change who votes, in itself and in the group of the log, whichever server asks. What METADATA has agreed on
 * is made by whoever leads it, one server at a time, through any loss of a leader.
 */
final class VoterChanges {
    private static final long WAIT_S = 30;

    private final NodeEngineImpl engine;
    private final RaftService raft;
    private final Supplier<RaftGroupId> group;
    private final Executor callbacks;
    private final BooleanSupplier areAllUpToDate;

    /**
     * @param callbacks takes the answers of the others
     * @param areAllUpToDate whether all servers can read the entries about who votes
     */
    VoterChanges(
            NodeEngineImpl engine,
            RaftService raft,
            Supplier<RaftGroupId> group,
            Executor callbacks,
            BooleanSupplier areAllUpToDate) {
        this.engine = engine;
        this.raft = raft;
        this.group = group;
        this.callbacks = callbacks;
        this.areAllUpToDate = areAllUpToDate;
    }

    /** Lets a server vote, by its Raft id; fails with {@link RaftException}. */
    CompletionStage<Void> add(UUID raftId, Address address) {
        if (!areAllUpToDate.getAsBoolean()) {
            return tooEarly();
        }
        return finish(ready(raftId, address)
                .thenComposeAsync(ready -> ask(new AddVoterOp(new CPMemberInfo(raftId, address))), callbacks));
    }

    /** Has a server get ready to vote; nobody counts on it yet. */
    CompletableFuture<Void> ready(UUID raftId, Address address) {
        return summary(raft.getMetadataGroupId())
                .thenCombine(summary(group.get()), List::of)
                .thenComposeAsync(groups -> getReady(raftId, address, groups), callbacks);
    }

    /** Takes a server its vote, by its Raft id; fails with {@link RaftException}. */
    CompletionStage<Void> remove(UUID raftId) {
        if (!areAllUpToDate.getAsBoolean()) {
            return tooEarly();
        }
        return finish(ask(new RemoveVoterOp(raftId)));
    }

    private static CompletionStage<Void> tooEarly() {
        return CompletableFuture.failedFuture(new VotersException(
                Reason.NOT_NOW,
                "who votes can be changed once no server of an older version of Curia is in the cluster any more"));
    }

    private CompletableFuture<CPGroupSummary> summary(RaftGroupId id) {
        return raft.getInvocationManager()
                .<CPGroupSummary>query(raft.getMetadataGroupId(), new GetRaftGroupOp(id), QueryPolicy.LINEARIZABLE)
                .thenApplyAsync(Function.identity(), callbacks);
    }

    private CompletableFuture<Void> getReady(UUID raftId, Address address, List<CPGroupSummary> groups) {
        var votes = groups.stream().allMatch(g -> g.members().stream()
                .anyMatch(member -> member.getUuid().equals(raftId)));
        if (votes) {
            return CompletableFuture.completedFuture(null);
        }
        return engine.getOperationService()
                .createInvocationBuilder(FsmService.NAME, new BecomeVoterOp(groups), address)
                .setTryCount(1)
                .<String>invoke()
                .toCompletableFuture()
                .thenApplyAsync(
                        hindrance -> {
                            if (hindrance != null) {
                                throw new RaftException(RaftException.Kind.NO_LEADER, hindrance);
                            }
                            return null;
                        },
                        callbacks);
    }

    private CompletableFuture<Object> ask(RaftOp change) {
        return raft.getInvocationManager()
                .invoke(raft.getMetadataGroupId(), change)
                // the library's future would hand on the answer as it came over the network
                .thenApplyAsync(Function.identity(), callbacks);
    }

    private CompletionStage<Void> finish(CompletableFuture<Object> answer) {
        return answer.orTimeout(WAIT_S, TimeUnit.SECONDS).handleAsync(VoterChanges::result, callbacks);
    }

    private static Void result(Object answer, Throwable failure) {
        if (failure != null) {
            throw explained(failure);
        }
        return switch (VoterChange.of(answer)) {
            case DONE -> null;
            case BUSY -> throw new VotersException(Reason.NOT_NOW, "another change of who votes is under way");
            case LAST -> throw new VotersException(Reason.LAST_VOTER, "the only server cannot leave its cluster");
            case ADDRESS_TAKEN ->
                throw new VotersException(Reason.ADDRESS_TAKEN, "another voter has the address of this server");
        };
    }

    private static RaftException explained(Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof TimeoutException
                ? new RaftException(
                        RaftException.Kind.INDETERMINATE,
                        "who votes is not changed after " + WAIT_S + " s; it will be once the servers agree")
                : ReadPermission.failure(cause);
    }
}
