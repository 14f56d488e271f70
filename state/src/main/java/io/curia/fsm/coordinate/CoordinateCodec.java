package io.curia.fsm.coordinate;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.model.Coordinate;
import io.curia.model.NodeCoordinate;
import java.util.ArrayList;
import java.util.List;

/** Coordinate of a node, in commands and in records (fsm-commands §3, type 6). */
final class CoordinateCodec {
    private static final StructCodec<Coordinate, ?> PLACE = StructCodec.of(PlaceDraft::new, PlaceDraft::finish)
            .field("Vec", (out, value) -> writeVec(out, value.vec()), (in, draft) -> draft.vec = readVec(in))
            .field("Error", (out, value) -> out.float64(value.error()), (in, draft) -> draft.error = in.float64())
            .field(
                    "Adjustment",
                    (out, value) -> out.float64(value.adjustment()),
                    (in, draft) -> draft.adjustment = in.float64())
            .field("Height", (out, value) -> out.float64(value.height()), (in, draft) -> draft.height = in.float64())
            .build();

    static final StructCodec<NodeCoordinate, ?> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("Node", NodeCoordinate::node, (draft, value) -> draft.node = value)
            .string("Segment", NodeCoordinate::segment, (draft, value) -> draft.segment = value)
            .optional("Coord", NodeCoordinate::coord, (draft, value) -> draft.coord = value, PLACE)
            .build();

    private CoordinateCodec() {}

    private static void writeVec(MsgpackWriter out, List<Double> vec) {
        if (vec == null) {
            out.nil();
            return;
        }
        out.arrayHeader(vec.size());
        vec.forEach(out::float64);
    }

    private static List<Double> readVec(MsgpackReader in) {
        var vec = new ArrayList<Double>();
        for (int left = in.arrayHeader(); left > 0; left--) {
            vec.add(in.float64());
        }
        return vec;
    }

    private static final class PlaceDraft {
        private List<Double> vec;
        private double error;
        private double adjustment;
        private double height;

        private Coordinate finish() {
            return new Coordinate(vec, error, adjustment, height);
        }
    }

    private static final class Draft {
        private String node = "";
        private String segment = "";
        private Coordinate coord;

        private NodeCoordinate finish() {
            return new NodeCoordinate(node, segment, coord);
        }
    }
}
