package io.curia.model;

import java.util.Objects;

/**
 * A row of the services table: an instance and the name of its node, in the case in which it was last written.
 *
 * @param node name of the node
 * @param service the instance
 */
public record ServiceRow(String node, NodeService service) {
    public ServiceRow {
        Objects.requireNonNull(node);
        Objects.requireNonNull(service);
    }

    /** The same with another name of the service. */
    public ServiceRow withName(String name) {
        return new ServiceRow(node, service.withName(service.id(), name));
    }

    /** Name of the service. */
    public String name() {
        return service.service();
    }

    /** Id of the instance. */
    public String id() {
        return service.id();
    }

    /** Kind of the instance. */
    public String kind() {
        return service.kind();
    }
}
