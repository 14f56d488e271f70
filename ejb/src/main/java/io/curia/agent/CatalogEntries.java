package io.curia.agent;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.Command;
import io.curia.fsm.Fsm;
import io.curia.fsm.catalog.DeregisterCommand;
import io.curia.fsm.catalog.RegisterCommand;
import io.curia.memdb.WatchSet;
import io.curia.model.HealthCheck;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.raft.api.Consistency;
import io.curia.raft.api.ReplicatedLog;
import io.curia.state.Checks;
import io.curia.state.HealthReads;
import io.curia.state.Nodes;
import io.curia.state.Registration;
import io.curia.state.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the catalog has of this agent's node, and how it is changed. Thread-safe; never blocks. */
final class CatalogEntries {
    /** The id of the service by which servers are found; it is the leader's to keep. */
    static final String SERVER_SERVICE = "consul";

    private final ReplicatedLog log;
    private final Fsm fsm;
    private final Node node;

    CatalogEntries(ReplicatedLog log, Fsm fsm, Node node) {
        this.log = log;
        this.fsm = fsm;
        this.node = node;
    }

    /** What there is at one moment. */
    record Found(List<NodeService> services, List<HealthCheck> checks) {}

    /** Reads what is there, as new as the leader knows it. */
    CompletionStage<Found> read() {
        return log.awaitReadable(Consistency.DEFAULT).thenApply(grant -> {
            var txn = fsm.store().read();
            var services = new ArrayList<NodeService>();
            Services.ofNode(txn, node.node()).forEach(row -> services.add(row.service()));
            var checks = new ArrayList<HealthCheck>();
            Checks.ofNode(txn, node.node()).forEach(checks::add);
            return new Found(services, checks);
        });
    }

    /** Has a watch fire once another state has taken the place of the present one. */
    void watchForRestore(WatchSet watch) {
        watch.watch(fsm.store().abandoned());
    }

    /** The checks of a node as this server has them now; an empty name for this node. */
    List<HealthCheck> checksOf(String nodeName, WatchSet watch) {
        var store = fsm.store();
        watch.watch(store.abandoned());
        return HealthReads.nodeChecks(store.read(), nodeName.isEmpty() ? node.node() : nodeName, watch)
                .value();
    }

    /** Writes the node, unless it is there like that. */
    CompletionStage<Void> bringNode() {
        return isNodeThere() ? CompletableFuture.completedFuture(null) : register(Optional.empty(), List.of());
    }

    /** Writes a service, if given, and checks, with the node if it is not there like that. */
    CompletionStage<Void> register(Optional<NodeService> service, List<HealthCheck> checks) {
        return propose(RegisterCommand.of(new Registration(node, service.orElse(null), null, checks, isNodeThere())));
    }

    /** Removes a service with its checks. */
    CompletionStage<Void> deregisterService(String id) {
        return propose(DeregisterCommand.ofService(node.node(), id));
    }

    /** Removes a check. */
    CompletionStage<Void> deregisterCheck(String id) {
        return propose(DeregisterCommand.ofCheck(node.node(), id));
    }

    private boolean isNodeThere() {
        var there = Nodes.byName(fsm.store().read(), node.node());
        return there != null && there.sameContent(node);
    }

    private CompletionStage<Void> propose(Command command) {
        return log.apply(command.encode()).thenApply(result -> {
            if (result instanceof ApplyResult.Failure failure) {
                throw new CatalogException(failure.message());
            }
            return null;
        });
    }
}
