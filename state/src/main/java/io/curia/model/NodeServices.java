package io.curia.model;

import java.util.List;
import java.util.Objects;

/**
 * A node with everything that is registered on it.
 *
 * @param node the node
 * @param services its instances in the order of their ids in lower case
 * @param checks its checks, those of services too, in the order of their ids in lower case; empty where a read has no use
 *     for them
 */
public record NodeServices(Node node, List<NodeService> services, List<HealthCheck> checks) {
    public NodeServices {
        Objects.requireNonNull(node);
        services = List.copyOf(services);
        checks = List.copyOf(checks);
    }
}
