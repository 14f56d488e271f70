package io.curia.service.rows;

import io.curia.http.json.RowWriter;
import io.curia.model.CheckServiceNode;
import io.curia.model.Coordinate;
import io.curia.model.HealthCheck;
import io.curia.model.Node;
import io.curia.model.NodeCoordinate;
import io.curia.model.NodeService;
import io.curia.model.ServiceNode;
import io.curia.model.Session;

/** How rows of the catalog and what belongs to it look on the wire (http-api §6 to §9). */
public final class RowJson {
    /** A node. */
    public static final RowWriter<Node> NODE = RowWriter.of(Node.SHAPE);

    /** An instance without its node. */
    public static final RowWriter<NodeService> SERVICE = RowWriter.of(NodeService.SHAPE);

    /** An instance without its node, whose tags are null if they were never given. */
    public static final RowWriter<NodeService> SERVICE_AS_KEPT = RowWriter.asKept(NodeService.SHAPE);

    /** An instance together with its node, flat. */
    public static final RowWriter<ServiceNode> SERVICE_NODE = RowWriter.of(ServiceNode.FIELDS);

    /** An instance with its node and all checks that concern it. */
    public static final RowWriter<CheckServiceNode> INSTANCE = RowWriter.of(CheckServiceNode.FIELDS);

    /** A check. */
    public static final RowWriter<HealthCheck> CHECK = RowWriter.of(HealthCheck.SHAPE);

    /** A check whose tags are null if its service has none. */
    public static final RowWriter<HealthCheck> CHECK_AS_KEPT = RowWriter.asKept(HealthCheck.SHAPE);

    /** A session. */
    public static final RowWriter<Session> SESSION = RowWriter.of(Session.SHAPE);

    /** The place of a node. */
    public static final RowWriter<NodeCoordinate> COORDINATE = RowWriter.of(NodeCoordinate.SHAPE);

    /** A place. */
    public static final RowWriter<Coordinate> PLACE = RowWriter.of(Coordinate.SHAPE);

    private RowJson() {}
}
