package io.curia.server;

import io.curia.cluster.LogFailures;
import io.curia.cluster.Transfer;
import io.curia.raft.api.RaftException;
import io.curia.raft.api.Voters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The changes of the leader that others have asked this server for while it leads. Safe for use by any thread; never blocks. */
final class LeaderTransfers {
    private static final Transfer.Outcome IN_PROGRESS = new Transfer.Outcome(true, "leadership transfer in progress");
    private static final Transfer.Outcome OTHER = new Transfer.Outcome(true, "another server has taken the leadership");
    /** So many are remembered, for those who have not heard yet what came of theirs. */
    private static final int REMEMBERED = 64;

    private final Voters voters;
    private final String nodeId;
    /** By token, in the order in which they began; only the last may be under way. */
    private final Map<UUID, CompletableFuture<Transfer.Outcome>> outcomes = new LinkedHashMap<>();

    private CompletableFuture<Transfer.Outcome> last = CompletableFuture.completedFuture(Transfer.Outcome.DONE);

    LeaderTransfers(Voters voters, String nodeId) {
        this.voters = voters;
        this.nodeId = nodeId;
    }

    /** Begins it if it is new and no other is under way, and tells what has come of it so far. */
    synchronized Transfer.Outcome look(Transfer asked) {
        if (!asked.leader().equals(nodeId)) {
            // who was to give way has done so, but perhaps to whom somebody else has named
            return asked.successor().isEmpty() || asked.successor().equals(nodeId) ? Transfer.Outcome.DONE : OTHER;
        }
        var known = outcomes.get(asked.token());
        if (known == null) {
            if (!last.isDone()) {
                return IN_PROGRESS;
            }
            known = begin(asked);
        }
        return known.getNow(Transfer.Outcome.PENDING);
    }

    private CompletableFuture<Transfer.Outcome> begin(Transfer asked) {
        var successor = Optional.of(asked.successor()).filter(id -> !id.isEmpty());
        last = voters.transferLeadership(successor)
                .handle((done, failure) -> failure == null ? Transfer.Outcome.DONE : failed(failure))
                .toCompletableFuture();
        outcomes.put(asked.token(), last);
        if (outcomes.size() > REMEMBERED) {
            outcomes.remove(outcomes.keySet().iterator().next());
        }
        return last;
    }

    private static Transfer.Outcome failed(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String fault = cause instanceof RaftException raft ? LogFailures.text(raft) : cause.toString();
        return new Transfer.Outcome(true, fault);
    }
}
