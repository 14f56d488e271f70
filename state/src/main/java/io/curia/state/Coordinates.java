package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.NodeCoordinate;
import java.util.List;

/** Network coordinates of nodes (state-store §12). Stateless. */
public final class Coordinates {
    /** Its row in the index table. */
    public static final String INDEX_KEY = "coordinates";

    private Coordinates() {}

    /** Writes those of a batch that are valid and whose nodes exist; the index rises even if none is. */
    public static void update(Change change, List<NodeCoordinate> batch) {
        for (var each : batch) {
            boolean valid = each.coord() != null && each.coord().isValid();
            if (valid && Nodes.byName(change.txn(), each.node()) != null) {
                change.insert(CoordinateTables.COORDINATES, each);
            }
        }
        change.bump(INDEX_KEY);
    }

    /** Deletes those of a node. */
    static void deleteOfNode(Change change, String node) {
        var rows = Rows.toList(change.txn().all(CoordinateTables.NODE, node, null));
        for (var row : rows) {
            change.txn().delete(CoordinateTables.COORDINATES, row);
            change.bump(INDEX_KEY);
        }
    }

    /** All, in the order of their nodes' names in lower case and of their segments. */
    public static Indexed<List<NodeCoordinate>> list(ReadTxn txn, WatchSet watch) {
        long index = Indexes.get(txn, INDEX_KEY, watch);
        return new Indexed<>(index, Rows.toList(txn.scan(CoordinateTables.COORDINATES, null)));
    }

    /** Those of one node, in the order of their segments; empty if it has none. */
    public static Indexed<List<NodeCoordinate>> ofNode(ReadTxn txn, String node, WatchSet watch) {
        return new Indexed<>(
                Indexes.get(txn, INDEX_KEY, null), Rows.toList(txn.all(CoordinateTables.NODE, node, watch)));
    }
}
