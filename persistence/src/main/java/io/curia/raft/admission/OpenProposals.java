package io.curia.raft.admission;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.ApplyResultCodec;
import io.curia.raft.api.RaftException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The commands that this server has proposed and has no result of yet. New ones are let in while there is room for them
 * and the disk takes writes; all end at once when the disk fails or the server stops. Thread-safe.
 */
public final class OpenProposals {
    private final AdmissionControl admission;
    private final HeapGuard heap;
    private final BooleanSupplier leading;
    private final Set<CompletableFuture<?>> proposals = ConcurrentHashMap.newKeySet();
    private volatile IOException diskFailure;

    /**
     * None are open yet.
     *
     * @param leading whether this server leads: only then do its writes need its own disk
     */
    public OpenProposals(AdmissionControl admission, HeapGuard heap, BooleanSupplier leading) {
        this.heap = heap;
        this.admission = admission;
        this.leading = leading;
    }

    /**
     * Proposes a command, or refuses it with a {@link RaftException}.
     *
     * @param way gives it to the leader; what it completes with is an encoded {@link ApplyResult}
     */
    public CompletionStage<ApplyResult> propose(byte[] entry, Function<byte[], CompletableFuture<Object>> way) {
        var broken = diskFailure;
        if (broken != null && leading.getAsBoolean()) {
            return refused(RaftException.Kind.STORAGE, broken.getMessage());
        }
        if (!heap.admits(entry)) {
            return refused(RaftException.Kind.FULL, heap.refusal());
        }
        if (!admission.tryAcquire(entry.length)) {
            return refused(RaftException.Kind.OVERLOADED, "too many writes wait to be committed");
        }
        var proposal = way.apply(entry);
        proposals.add(proposal);
        return proposal.whenComplete((result, error) -> {
                    proposals.remove(proposal);
                    admission.release(entry.length);
                })
                .thenApply(result -> ApplyResultCodec.decode((byte[]) result));
    }

    private static <T> CompletionStage<T> refused(RaftException.Kind kind, String message) {
        return CompletableFuture.failedStage(new RaftException(kind, message));
    }

    /**
     * The disk takes no writes from now on.
     *
     * @return whether it took them until now
     */
    public boolean diskFailed(IOException cause) {
        boolean first = diskFailure == null;
        diskFailure = cause;
        endAll(new RaftException(RaftException.Kind.STORAGE, cause.getMessage(), cause));
        return first;
    }

    /** The disk takes writes again. */
    public void diskRecovered() {
        diskFailure = null;
    }

    /** Tells all who wait for a result that there will be none. */
    public void endAll(RaftException failure) {
        proposals.forEach(proposal -> proposal.completeExceptionally(failure));
    }
}
