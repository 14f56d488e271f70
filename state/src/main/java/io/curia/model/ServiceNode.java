package io.curia.model;

import java.util.Objects;

/**
 * An instance of a service together with its node, as reads of the catalog give it.
 *
 * @param node the node as it is now
 * @param service the instance; answers show its indexes
 */
public record ServiceNode(Node node, NodeService service) {
    public ServiceNode {
        Objects.requireNonNull(node);
        Objects.requireNonNull(service);
    }
}
