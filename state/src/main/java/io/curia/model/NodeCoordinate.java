package io.curia.model;

import io.curia.model.Field.Value;
import java.util.Objects;

/**
 * The place of a node within one segment of the network.
 *
 * @param node name of the node
 * @param segment name of the segment, usually an empty text
 * @param coord the place; null only in a request without one
 */
public record NodeCoordinate(String node, String segment, Coordinate coord) {
    private static final Shape.Fields<NodeCoordinate> FIELDS = new Shape.Fields<>();
    private static final Value<NodeCoordinate, String> NODE = FIELDS.text("Node", NodeCoordinate::node);
    private static final Value<NodeCoordinate, String> SEGMENT = FIELDS.text("Segment", NodeCoordinate::segment);
    private static final Value<NodeCoordinate, Coordinate> COORD =
            FIELDS.optional("Coord", NodeCoordinate::coord, Coordinate.SHAPE);

    /** Its fields. */
    public static final Shape<NodeCoordinate> SHAPE =
            FIELDS.make(draft -> new NodeCoordinate(draft.get(NODE), draft.get(SEGMENT), draft.get(COORD)));

    public NodeCoordinate {
        Objects.requireNonNull(node);
        Objects.requireNonNull(segment);
    }
}
