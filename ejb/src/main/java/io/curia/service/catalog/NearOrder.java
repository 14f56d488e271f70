package io.curia.service.catalog;

import io.curia.memdb.ReadTxn;
import io.curia.model.Coordinate;
import io.curia.model.NodeCoordinate;
import io.curia.state.Coordinates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Puts rows in the order of their nodes' estimated round-trip times from one node (http-api §1.3). */
final class NearOrder {
    private record Ranked<T>(T row, double seconds) {}

    private NearOrder() {}

    /**
     * The rows in order. Those of nodes with unknown places come last; equal ones keep their order, and all do when the
     * place of the node to start from is not known.
     *
     * @param near the node to start from; an empty text leaves the order alone
     * @param nodeOf name of the node of a row
     */
    static <T> List<T> sort(ReadTxn txn, String near, List<T> rows, Function<T, String> nodeOf) {
        List<NodeCoordinate> from = near.isEmpty() ? List.of() : places(txn, near);
        if (from.isEmpty()) {
            return rows;
        }
        List<Ranked<T>> ranked = new ArrayList<>(rows.size());
        for (T row : rows) {
            ranked.add(new Ranked<>(row, seconds(from, places(txn, nodeOf.apply(row)))));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::seconds));
        List<T> sorted = new ArrayList<>(rows.size());
        ranked.forEach(each -> sorted.add(each.row()));
        return sorted;
    }

    private static List<NodeCoordinate> places(ReadTxn txn, String node) {
        return Coordinates.ofNode(txn, node, null).value();
    }

    /** The distance within a segment that both are in, if there is one: a node in one segment only decides which. */
    private static double seconds(List<NodeCoordinate> from, List<NodeCoordinate> to) {
        String segment = from.size() == 1 ? from.get(0).segment() : "";
        segment = to.size() == 1 ? to.get(0).segment() : segment;
        Coordinate a = in(segment, from);
        Coordinate b = in(segment, to);
        return a == null || b == null ? Double.POSITIVE_INFINITY : a.distanceSeconds(b);
    }

    private static Coordinate in(String segment, List<NodeCoordinate> places) {
        for (NodeCoordinate place : places) {
            if (place.segment().equals(segment)) {
                return place.coord();
            }
        }
        return null;
    }
}
