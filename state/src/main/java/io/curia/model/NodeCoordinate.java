package io.curia.model;

import java.util.Objects;

/**
 * The place of a node within one segment of the network.
 *
 * @param node name of the node
 * @param segment name of the segment, usually an empty text
 * @param coord the place; null only in a request without one
 */
public record NodeCoordinate(String node, String segment, Coordinate coord) {
    public NodeCoordinate {
        Objects.requireNonNull(node);
        Objects.requireNonNull(segment);
    }
}
