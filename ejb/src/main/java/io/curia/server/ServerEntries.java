package io.curia.server;

import io.curia.cluster.NodeInfo;
import io.curia.fsm.Command;
import io.curia.fsm.catalog.RegisterCommand;
import io.curia.fsm.txn.TxnCommand;
import io.curia.memdb.ReadTxn;
import io.curia.model.HealthCheck;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.TxnOp;
import io.curia.model.Weights;
import io.curia.raft.api.ClusterMember;
import io.curia.state.Checks;
import io.curia.state.Nodes;
import io.curia.state.Registration;
import io.curia.state.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the catalog is to have of a server (raft-and-autopilot §3), and the commands that write it. Stateless. */
final class ServerEntries {
    private static final String SERVICE = "consul";
    private static final String CHECK_NAME = "Serf Health Status";
    private static final String ALIVE = "Agent alive and reachable";
    private static final String FAILED = "Agent not live or unreachable";

    private final NodeInfo self;

    ServerEntries(NodeInfo self) {
        this.self = self;
    }

    /** Whether all of a living server is there. */
    boolean arePresent(ReadTxn txn, ClusterMember member) {
        var node = Nodes.byName(txn, member.name());
        var check = Checks.find(txn, member.name(), HealthCheck.SERF_HEALTH);
        var row = Services.row(txn, member.name(), SERVICE);
        var service = service(member);
        return node != null
                && node.id().equals(member.id())
                && node.address().equals(member.address())
                && check != null
                && check.status().equals(HealthCheck.PASSING)
                && row != null
                && row.service().port() == service.port()
                && service.meta().equals(row.service().meta());
    }

    /** Registers a living server over what the catalog has under its name. */
    Command registration(ReadTxn txn, ClusterMember member) {
        boolean isNew = Nodes.byName(txn, member.name()) == null;
        // its agent may be about to write a node that is not there, and knows more of it
        return RegisterCommand.of(
                new Registration(node(txn, member), service(member), check(member.name(), true), null, isNew));
    }

    /**
     * Registers a living server under a name that another node holds which is there as far as the catalog knows. The name
     * is taken from the holder's id first; then it is free for a new id. Nothing happens if a node is not as it was any more. All that hangs on the name stays: services, checks, sessions and locks.
     */
    Command takeover(ReadTxn txn, ClusterMember member, Node held) {
        List<TxnOp> ops = new ArrayList<>();
        var former = Nodes.byId(txn, member.id());
        if (former != null) {
            ops.add(new TxnOp.OfNode("delete-cas", former));
        }
        ops.add(new TxnOp.OfNode("cas", held.withId("")));
        ops.add(new TxnOp.OfNode("set", node(txn, member)));
        ops.add(new TxnOp.OfService("set", member.name(), service(member)));
        ops.add(new TxnOp.OfCheck("set", check(member.name(), true)));
        return TxnCommand.of(ops);
    }

    /** Marks a node as one that cannot be reached. */
    Command failure(Node node) {
        var failed = check(node.node(), false);
        return RegisterCommand.of(new Registration(node.withIndexes(0, 0), null, failed, null, true));
    }

    private Node node(ReadTxn txn, ClusterMember member) {
        var stored = Nodes.byName(txn, member.name());
        return new Node(
                member.id(),
                member.name(),
                member.address(),
                self.datacenter(),
                stored == null ? null : stored.taggedAddresses(),
                stored == null ? null : stored.meta(),
                0,
                0);
    }

    private NodeService service(ClusterMember member) {
        var meta = Map.of(
                "non_voter", Boolean.toString(!member.voter()),
                "read_replica", Boolean.toString(member.readReplica()),
                "raft_version", "3",
                "serf_protocol_current", "2",
                "serf_protocol_min", "1",
                "serf_protocol_max", "5",
                "version", member.version().isEmpty() ? self.version() : member.version());
        return NodeService.of(SERVICE, SERVICE, member.port())
                .withWeights(Weights.DEFAULT)
                .withMeta(meta);
    }

    private static HealthCheck check(String node, boolean alive) {
        return HealthCheck.SHAPE
                .draft()
                .set(HealthCheck.NODE, node)
                .set(HealthCheck.CHECK_ID, HealthCheck.SERF_HEALTH)
                .set(HealthCheck.NAME, CHECK_NAME)
                .set(HealthCheck.STATUS, alive ? HealthCheck.PASSING : HealthCheck.CRITICAL)
                .set(HealthCheck.OUTPUT, alive ? ALIVE : FAILED)
                .build();
    }
}
