package io.curia.fsm.coordinate;

import io.curia.codec.StructCodec;
import io.curia.model.NodeCoordinate;

/** Coordinate of a node, in commands and in records (fsm-commands §3, type 6). */
final class CoordinateCodec {
    static final StructCodec<NodeCoordinate, ?> CODEC = StructCodec.of(NodeCoordinate.SHAPE);

    private CoordinateCodec() {}
}
