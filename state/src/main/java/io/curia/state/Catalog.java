package io.curia.state;

import io.curia.model.HealthCheck;
import io.curia.model.Quoted;

/** Registering and deregistering (state-store §4.1, fsm-commands §3, types 0 and 1). Stateless. */
public final class Catalog {
    private Catalog() {}

    /**
     * Registers a node with a service and checks; what would not change is left alone.
     *
     * @throws StateException if any of them is refused
     */
    public static void register(Change change, Registration registration) {
        var node = registration.node();
        var known = Nodes.byName(change.txn(), node.node());
        if (known == null || (!registration.skipNodeUpdate() && !known.sameContent(node))) {
            wrapping("failed inserting node: ", "", () -> Nodes.upsert(change, node));
        }
        var service = registration.service();
        if (service != null) {
            wrapping("failed inserting service: ", "", () -> registerService(change, node.node(), registration));
        }
        if (registration.check() != null) {
            registerCheck(change, node.node(), registration.check());
        }
        if (registration.checks() != null) {
            registration.checks().forEach(check -> registerCheck(change, node.node(), check));
        }
    }

    /**
     * Deletes the service if its id is given, else the check if its id is given, else the node; nothing happens if it is
     * absent.
     */
    public static void deregister(Change change, String node, String serviceId, String checkId) {
        if (!serviceId.isEmpty()) {
            Services.delete(change, node, serviceId);
        } else if (!checkId.isEmpty()) {
            Checks.delete(change, node, checkId);
        } else {
            Nodes.delete(change, node);
        }
    }

    private static void registerService(Change change, String node, Registration registration) {
        var service = registration.service();
        var known = Services.row(change.txn(), node, service.id());
        // The node's name may have changed its case, which alone is no change of the instance.
        if (known == null || !known.service().sameContent(service)) {
            Services.upsert(change, node, service);
        }
    }

    private static void registerCheck(Change change, String node, HealthCheck check) {
        if (!check.node().equals(node)) {
            throw new StateException(
                    "check node " + Quoted.of(check.node()) + " does not match node " + Quoted.of(node));
        }
        wrapping("failed inserting check: ", " on node " + Quoted.of(check.node()), () -> Checks.upsert(change, check));
    }

    private static void wrapping(String before, String after, Runnable write) {
        try {
            write.run();
        } catch (StateException e) {
            throw new StateException(before + e.getMessage() + after, e);
        }
    }
}
