package io.curia.bench.state;

import io.curia.fsm.Command;
import io.curia.fsm.Fsm;
import io.curia.fsm.catalog.RegisterCommand;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.HealthCheck;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.state.Registration;
import java.util.List;

/** A state with nodes that have ten instances each, each with two checks. */
final class Cluster {
    static final int SERVICES_PER_NODE = 10;

    private final Fsm fsm = StandardFsm.create(Runnable::run);
    private final int services;
    private long index = 10;

    /**
     * @param nodes how many there are
     * @param services how many different ones there are; they are spread evenly
     */
    Cluster(int nodes, int services) {
        this.services = services;
        for (int node = 0; node < nodes; node++) {
            for (int i = 0; i < SERVICES_PER_NODE; i++) {
                apply(register(node, i, HealthCheck.PASSING));
            }
        }
    }

    Fsm fsm() {
        return fsm;
    }

    Object apply(Command command) {
        return fsm.apply(++index, command.encode());
    }

    static String nodeName(int node) {
        return "node-" + node;
    }

    String serviceName(int node, int i) {
        return "service-" + (node * SERVICES_PER_NODE + i) % services;
    }

    Command register(int node, int i, String status) {
        String service = serviceName(node, i);
        String id = service + "-" + i;
        var checks = List.of(
                HealthCheck.of(nodeName(node), id + ":alive", id, status),
                HealthCheck.of(nodeName(node), id + ":ready", id, HealthCheck.PASSING));
        return RegisterCommand.of(new Registration(
                Node.of(nodeName(node), "10.0.0.1"), NodeService.of(id, service, 8080), null, checks, false));
    }
}
