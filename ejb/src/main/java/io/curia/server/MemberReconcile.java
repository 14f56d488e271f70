package io.curia.server;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.Command;
import io.curia.fsm.Fsm;
import io.curia.fsm.catalog.DeregisterCommand;
import io.curia.fsm.catalog.RegisterCommand;
import io.curia.memdb.ReadTxn;
import io.curia.model.HealthCheck;
import io.curia.model.HealthCheckDefinition;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.Weights;
import io.curia.raft.ClusterMember;
import io.curia.raft.RaftEngine;
import io.curia.service.NodeInfo;
import io.curia.state.Checks;
import io.curia.state.Nodes;
import io.curia.state.Registration;
import io.curia.state.Services;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Brings the catalog in step with the servers of the cluster (raft-and-autopilot §3): each is a node with the service
 * {@code consul} and a check that says whether it can be reached. Only what differs is proposed, and a proposal that is
 * lost is made again the next time.
 */
final class MemberReconcile implements LeaderDuty {
    private static final Logger LOG = System.getLogger(MemberReconcile.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(60);
    private static final String SERVICE = "consul";
    private static final String CHECK_NAME = "Serf Health Status";
    private static final String ALIVE = "Agent alive and reachable";
    private static final String FAILED = "Agent not live or unreachable";

    private final RaftEngine raft;
    private final Fsm fsm;
    private final NodeInfo self;
    private boolean leading;

    MemberReconcile(RaftEngine raft, Fsm fsm, NodeInfo self) {
        this.raft = raft;
        this.fsm = fsm;
        this.self = self;
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public void begin() {
        leading = true;
        registerMembers();
    }

    @Override
    public void turn() {
        registerMembers();
        deregisterFormerMembers();
    }

    @Override
    public void end() {
        leading = false;
    }

    /** A server has come or gone; on the thread of the duties. */
    void changed() {
        if (leading) {
            registerMembers();
        }
    }

    private void registerMembers() {
        var txn = fsm.store().read();
        for (var member : raft.members()) {
            if (member.alive()) {
                registerAlive(txn, member);
            } else {
                markFailed(txn, member);
            }
        }
    }

    /** Nodes that were servers and are not any more; not after every change, for others may register such nodes too. */
    private void deregisterFormerMembers() {
        var txn = fsm.store().read();
        Set<String> ids = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (var member : raft.members()) {
            ids.add(member.id());
            names.add(member.name());
        }
        for (var node : Nodes.all(txn)) {
            boolean isMember = ids.contains(node.id()) || names.contains(node.node());
            if (!isMember && Checks.find(txn, node.node(), HealthCheck.SERF_HEALTH) != null) {
                LOG.log(Level.INFO, "node {0} is no server any more and leaves the catalog", node.node());
                propose(DeregisterCommand.ofNode(node.node()));
            }
        }
    }

    private void registerAlive(ReadTxn txn, ClusterMember member) {
        var stored = Nodes.byName(txn, member.name());
        var service = service(member);
        if (stored != null
                && stored.id().equals(member.id())
                && stored.address().equals(member.address())
                && isPassing(txn, member)
                && isStored(txn, member, service)) {
            return;
        }
        var node = new Node(
                member.id(),
                member.name(),
                member.address(),
                self.datacenter(),
                stored == null ? null : stored.taggedAddresses(),
                stored == null ? null : stored.meta(),
                0,
                0);
        var check = check(member.name(), HealthCheck.PASSING, ALIVE);
        // its agent may be about to write a node that is not there, and knows more of it
        propose(RegisterCommand.of(new Registration(node, service, check, null, stored == null)));
    }

    private static boolean isPassing(ReadTxn txn, ClusterMember member) {
        var check = Checks.find(txn, member.name(), HealthCheck.SERF_HEALTH);
        return check != null && check.status().equals(HealthCheck.PASSING);
    }

    private static boolean isStored(ReadTxn txn, ClusterMember member, NodeService service) {
        var row = Services.row(txn, member.name(), SERVICE);
        return row != null
                && row.service().port() == service.port()
                && service.meta().equals(row.service().meta());
    }

    private void markFailed(ReadTxn txn, ClusterMember member) {
        var stored = Nodes.byId(txn, member.id());
        if (stored == null) {
            return;
        }
        var check = Checks.find(txn, stored.node(), HealthCheck.SERF_HEALTH);
        if (check == null || !check.status().equals(HealthCheck.CRITICAL)) {
            var failed = check(stored.node(), HealthCheck.CRITICAL, FAILED);
            propose(RegisterCommand.of(new Registration(stored.withIndexes(0, 0), null, failed, null, true)));
        }
    }

    private NodeService service(ClusterMember member) {
        var meta = Map.of(
                "non_voter", Boolean.toString(!member.voter()),
                "read_replica", "false",
                "raft_version", "3",
                "serf_protocol_current", "2",
                "serf_protocol_min", "1",
                "serf_protocol_max", "5",
                "version", self.version());
        return NodeService.of(SERVICE, SERVICE, member.port())
                .withWeights(Weights.DEFAULT)
                .withMeta(meta);
    }

    private static HealthCheck check(String node, String status, String output) {
        return new HealthCheck(
                node,
                HealthCheck.SERF_HEALTH,
                CHECK_NAME,
                status,
                "",
                output,
                "",
                "",
                null,
                "",
                "",
                "",
                0,
                HealthCheckDefinition.EMPTY,
                0,
                0);
    }

    private void propose(Command command) {
        // another leader sees other members, and knows better
        raft.applyAsLeader(command.encode()).whenComplete((result, failure) -> {
            if (failure != null) {
                LOG.log(Level.DEBUG, "the catalog of servers is brought in step later: {0}", failure.toString());
            } else if (result instanceof ApplyResult.Failure refused) {
                LOG.log(Level.WARNING, "a server could not be registered in the catalog: {0}", refused.message());
            }
        });
    }
}
