package io.curia.service.rows;

import io.curia.filter.FilterFields;
import io.curia.filter.Filters;
import io.curia.model.CheckServiceNode;
import io.curia.model.HealthCheck;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.ServiceNode;
import jakarta.enterprise.context.ApplicationScoped;

/** What filter expressions may ask about the rows of the catalog (http-api §2). Safe for use by any thread. */
@ApplicationScoped
public class CatalogFilters {
    private final Filters<Node> nodes = new Filters<>(FilterFields.of(Node.SHAPE));
    private final Filters<ServiceNode> serviceNodes = new Filters<>(FilterFields.of(ServiceNode.FIELDS));
    private final Filters<NodeService> services = new Filters<>(FilterFields.of(NodeService.SHAPE));
    private final Filters<HealthCheck> checks = new Filters<>(FilterFields.of(HealthCheck.SHAPE));
    private final Filters<CheckServiceNode> instances = new Filters<>(FilterFields.of(CheckServiceNode.FIELDS));

    /** Filters over nodes. */
    public Filters<Node> nodes() {
        return nodes;
    }

    /** Filters over instances with their nodes, flat. */
    public Filters<ServiceNode> serviceNodes() {
        return serviceNodes;
    }

    /** Filters over instances without nodes. */
    public Filters<NodeService> services() {
        return services;
    }

    /** Filters over checks. */
    public Filters<HealthCheck> checks() {
        return checks;
    }

    /** Filters over instances with their nodes and checks. */
    public Filters<CheckServiceNode> instances() {
        return instances;
    }
}
