package io.curia.state;

import io.curia.model.HealthCheck;
import io.curia.model.Node;
import io.curia.model.NodeService;
import java.util.List;
import java.util.Objects;

/**
 * A node with what is to be registered on it.
 *
 * @param node the node; its indexes are not looked at
 * @param service an instance of a service, or null
 * @param check a check, or null
 * @param checks further checks, may be null
 * @param skipNodeUpdate whether the node stays as it is if it is known
 */
public record Registration(
        Node node, NodeService service, HealthCheck check, List<HealthCheck> checks, boolean skipNodeUpdate) {
    public Registration {
        Objects.requireNonNull(node);
    }
}
