package io.curia.model;

import java.util.List;
import java.util.Objects;

/**
 * An instance of a service with its node and all checks that concern it (http-api §8).
 *
 * @param node the node as it is now
 * @param service the instance
 * @param checks first those of the node, then those of the instance, each in the order of their ids in lower case
 */
public record CheckServiceNode(Node node, NodeService service, List<HealthCheck> checks) {
    public CheckServiceNode {
        Objects.requireNonNull(node);
        Objects.requireNonNull(service);
        checks = List.copyOf(checks);
    }
}
