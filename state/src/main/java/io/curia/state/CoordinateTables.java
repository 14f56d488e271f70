package io.curia.state;

import io.curia.memdb.Index;
import io.curia.memdb.Indexers;
import io.curia.memdb.Key2;
import io.curia.memdb.Table;
import io.curia.model.NodeCoordinate;

/** The table of network coordinates: one row for each node and segment. */
public final class CoordinateTables {
    private static final Table.Builder<NodeCoordinate> BUILDER = Table.named("coordinates");
    static final Index<NodeCoordinate, Key2<String, String>> ID = BUILDER.uniqueIndex(
            "id",
            Indexers.compound(
                    Indexers.lowerCase(NodeCoordinate::node), Indexers.stringOrEmpty(NodeCoordinate::segment)));
    static final Index<NodeCoordinate, String> NODE = BUILDER.index("node", Indexers.lowerCase(NodeCoordinate::node));
    /** The coordinates. */
    public static final Table<NodeCoordinate> COORDINATES = BUILDER.build();

    private CoordinateTables() {}
}
