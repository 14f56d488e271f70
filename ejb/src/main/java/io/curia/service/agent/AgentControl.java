package io.curia.service.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.cluster.Members;
import io.curia.cluster.NodeInfo;
import io.curia.cluster.ServerControl;
import io.curia.fsm.catalog.DeregisterCommand;
import io.curia.http.Answer;
import io.curia.http.Call;
import io.curia.query.Proposals;
import io.curia.raft.api.Cluster;
import io.curia.refusal.Refusal;
import io.curia.service.acl.AclService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What is done to this server or its cluster as a whole: {@code /v1/agent/reload}, {@code leave}, {@code join}, {@code
 * force-leave}, {@code token} (http-api §16). Stages never fail: what goes wrong is an answer too. Safe for use by any
 * thread; never blocks.
 */
@ApplicationScoped
public class AgentControl {
    private static final Set<String> TOKENS = Set.of(
            "default",
            "agent",
            "agent_master",
            "agent_recovery",
            "replication",
            "acl_token",
            "acl_agent_token",
            "acl_agent_master_token",
            "acl_replication_token");

    private final Cluster cluster;
    private final Members members;
    private final Proposals proposals;
    private final ServerControl control;
    private final NodeInfo node;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public AgentControl(Cluster cluster, Members members, Proposals proposals, ServerControl control, NodeInfo node) {
        this.cluster = cluster;
        this.members = members;
        this.proposals = proposals;
        this.control = control;
        this.node = node;
    }

    /** Reads the settings again, which tells whether they would do at the next start. */
    public Answer reload(Call call) {
        try {
            control.reload();
            return Answer.empty(200);
        } catch (RuntimeException e) {
            throw Refusal.rejected(String.valueOf(e.getMessage()));
        }
    }

    /** Leaves the cluster and ends the process. */
    public CompletionStage<Answer> leave(Call call) {
        return control.leave().thenApply(left -> Answer.empty(200));
    }

    /** Servers find each other by their settings; so this only tells whether the one at an address is found. */
    public Answer join(Call call) {
        String asked = new String(call.argument(), UTF_8);
        boolean known = members.all().stream()
                .anyMatch(member -> member.alive()
                        && (asked.equals(member.address()) || asked.equals(member.address() + ":" + member.port())));
        if (!known) {
            throw Refusal.rejected("no server of this cluster is at " + asked
                    + "; a new one joins by itself when its curia.retry-join names a server");
        }
        return Answer.empty(200);
    }

    /** Takes a server that cannot be reached any more out of the cluster and the catalog; one that is alive stays. */
    public CompletionStage<Answer> forceLeave(Call call) {
        String name = new String(call.argument(), UTF_8);
        var member = members.byName(name)
                .or(() -> members.byName(name.replaceFirst("\\." + node.datacenter() + "$", "")))
                .orElseThrow(() -> Refusal.rejected("agent: No node found with name '" + name + "'"));
        if (member.alive()) {
            return CompletableFuture.completedFuture(Answer.empty(200));
        }
        return cluster.remove(member.id())
                .thenCompose(removed -> proposals.propose(call, DeregisterCommand.ofNode(member.name())))
                .thenApply(result -> Answer.empty(200));
    }

    /** Tokens are for ACLs, which are off. */
    public Answer token(Call call) {
        String kind = new String(call.argument(), UTF_8);
        throw TOKENS.contains(kind) ? AclService.off() : Refusal.notFound("Token \"" + kind + "\" is unknown");
    }
}
