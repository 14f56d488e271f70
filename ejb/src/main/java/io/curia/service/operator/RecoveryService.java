package io.curia.service.operator;

import io.curia.cluster.NodeInfo;
import io.curia.cluster.ServerControl;
import io.curia.http.Answer;
import io.curia.http.Call;
import io.curia.raft.api.Cluster;
import io.curia.raft.api.ClusterMember;
import io.curia.raft.api.Consistency;
import io.curia.raft.api.RaftException;
import io.curia.raft.api.ReplicatedLog;
import io.curia.refusal.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * The group founded anew from the server that is asked, when its majority is lost for good: {@code /v1/operator/raft/recover}.
 * Safe for use by any thread; never blocks.
 */
@ApplicationScoped
public class RecoveryService {
    private static final Logger LOG = System.getLogger(RecoveryService.class.getName());

    private final ReplicatedLog log;
    private final Cluster cluster;
    private final NodeInfo node;
    private final ServerControl control;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public RecoveryService(ReplicatedLog log, Cluster cluster, NodeInfo node, ServerControl control) {
        this.log = log;
        this.cluster = cluster;
        this.node = node;
        this.control = control;
    }

    /** Has this server found the group anew with its state, by a restart, unless a majority can be reached. */
    public CompletionStage<Answer> foundAnew(Call call) {
        call.requireLocal();
        if (!call.params().text("id").equals(node.nodeId())) {
            throw Refusal.invalid(
                    "Bad request: Must specify ?id with the ID of the server that is asked, for it is that server's"
                            + " state with which the group is founded anew");
        }
        requireState();
        requireFewVoters();
        return nobodyLeads().thenCompose(nobody -> {
            LOG.log(
                    Level.WARNING,
                    "this server is to found the group anew with its state, as {0} has asked",
                    call.caller());
            return control.foundAnew().thenApply(done -> Answer.empty(200));
        });
    }

    private void requireState() {
        if (log.lastApplied() == 0 && log.position().lastIndex() == 0) {
            throw Refusal.rejected("this server has no state with which the group could be founded anew");
        }
    }

    private void requireFewVoters() {
        var voters = cluster.members().stream().filter(ClusterMember::voter).toList();
        long alive = voters.stream().filter(ClusterMember::alive).count();
        if (2 * alive > voters.size()) {
            throw Refusal.rejected(alive + " of the " + voters.size()
                    + " servers that vote can be reached, which is a majority: nothing is to be recovered");
        }
    }

    /** What a member list says may be late; a leader that a majority confirms is not. */
    private CompletionStage<Void> nobodyLeads() {
        return log.awaitReadable(Consistency.CONSISTENT)
                .handle((confirmed, failure) -> {
                    if (failure == null) {
                        throw Refusal.rejected(
                                "a majority of the servers confirms a leader: nothing is to be recovered");
                    }
                    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    return cause instanceof RaftException raft && raft.kind() == RaftException.Kind.SHUTDOWN
                            ? CompletableFuture.<Void>failedStage(cause)
                            : CompletableFuture.<Void>completedStage(null);
                })
                .thenCompose(stage -> stage);
    }
}
