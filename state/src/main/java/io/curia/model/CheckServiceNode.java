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
    /** Its fields, as they are shown. */
    public static final List<Field<CheckServiceNode>> FIELDS = fields();

    public CheckServiceNode {
        Objects.requireNonNull(node);
        Objects.requireNonNull(service);
        checks = List.copyOf(checks);
    }

    private static List<Field<CheckServiceNode>> fields() {
        var fields = new Shape.Fields<CheckServiceNode>();
        fields.row("Node", CheckServiceNode::node, Node.SHAPE);
        fields.row("Service", CheckServiceNode::service, NodeService.SHAPE);
        fields.rows("Checks", CheckServiceNode::checks, HealthCheck.SHAPE);
        return fields.shown();
    }
}
