package io.curia.server;

import io.curia.cluster.LogFailures;
import io.curia.cluster.Transfer;
import io.curia.raft.api.RaftException;
import io.curia.raft.api.Voters;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The changes of the leader that others have asked this server for while it leads. Safe for use by any thread; never blocks. */
final class LeaderTransfers {
    private final Voters voters;
    private final String nodeId;
    /** The last one; there is never more than one at a time. */
    private UUID token;

    private CompletableFuture<Transfer.Outcome> outcome;

    LeaderTransfers(Voters voters, String nodeId) {
        this.voters = voters;
        this.nodeId = nodeId;
    }

    /** Begins it if it is new, and tells what has come of it so far. */
    synchronized Transfer.Outcome look(Transfer asked) {
        if (!asked.leader().equals(nodeId)) {
            // who was to give way has done so
            return Transfer.Outcome.DONE;
        }
        if (!asked.token().equals(token)) {
            token = asked.token();
            var successor = Optional.of(asked.successor()).filter(id -> !id.isEmpty());
            outcome = voters.transferLeadership(successor)
                    .handle((done, failure) -> failure == null ? Transfer.Outcome.DONE : failed(failure))
                    .toCompletableFuture();
        }
        return outcome.getNow(Transfer.Outcome.PENDING);
    }

    private static Transfer.Outcome failed(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String fault = cause instanceof RaftException raft ? LogFailures.text(raft) : cause.toString();
        return new Transfer.Outcome(true, fault);
    }
}
