package io.curia.service.rows;

import io.curia.http.json.JsonObject;
import io.curia.http.json.JsonReader;
import io.curia.http.json.JsonValues;
import io.curia.http.json.JsonWriter;
import io.curia.model.Coordinate;
import io.curia.model.NodeCoordinate;
import java.util.List;

/** How network coordinates look on the wire, both ways (http-api §9). */
public final class CoordinateJson {
    private static final JsonWriter.Name NODE = JsonWriter.Name.of("Node");
    private static final JsonWriter.Name SEGMENT = JsonWriter.Name.of("Segment");
    private static final JsonWriter.Name COORD = JsonWriter.Name.of("Coord");
    private static final JsonWriter.Name VEC = JsonWriter.Name.of("Vec");
    private static final JsonWriter.Name ERROR = JsonWriter.Name.of("Error");
    private static final JsonWriter.Name ADJUSTMENT = JsonWriter.Name.of("Adjustment");
    private static final JsonWriter.Name HEIGHT = JsonWriter.Name.of("Height");

    private static final JsonReader<Coordinate> COORDINATE = JsonObject.into(Place::new)
            .field("Vec", JsonValues.list(JsonValues.DOUBLE), (d, v) -> d.vec = v)
            .field("Error", JsonValues.DOUBLE, (d, v) -> d.error = v)
            .field("Adjustment", JsonValues.DOUBLE, (d, v) -> d.adjustment = v)
            .field("Height", JsonValues.DOUBLE, (d, v) -> d.height = v)
            .build(d -> new Coordinate(d.vec, d.error, d.adjustment, d.height));

    /** An update of a node's coordinate, which is null if it is missing, in a datacenter, or in this one if that is empty. */
    public record Update(String datacenter, NodeCoordinate coordinate) {}

    /** Reads an update. */
    public static final JsonReader<Update> UPDATE = JsonObject.into(UpdateDraft::new)
            .field("Node", JsonValues.TEXT, (d, v) -> d.node = v)
            .field("Datacenter", JsonValues.TEXT, (d, v) -> d.datacenter = v)
            .field("Segment", JsonValues.TEXT, (d, v) -> d.segment = v)
            .field("Coord", COORDINATE, (d, v) -> d.coord = v)
            .ignore("Token")
            .build(d -> new Update(d.datacenter, new NodeCoordinate(d.node, d.segment, d.coord)));

    private CoordinateJson() {}

    /** The servers' coordinates, for each datacenter. */
    public static byte[] datacenter(String name, List<NodeCoordinate> servers, boolean pretty) {
        JsonWriter json = new JsonWriter(256, pretty).beginArray().beginObject();
        json.name("Datacenter").value(name);
        json.name("AreaID").value("wan");
        json.name("Coordinates").beginArray();
        servers.forEach(server -> write(server, json));
        json.endArray();
        return json.endObject().endArray().finish();
    }

    /** Writes one coordinate of a node. */
    public static void write(NodeCoordinate row, JsonWriter json) {
        json.beginObject();
        json.name(NODE).value(row.node());
        json.name(SEGMENT).value(row.segment());
        place(row.coord(), json.name(COORD));
        json.endObject();
    }

    /** One place. */
    public static void place(Coordinate coordinate, JsonWriter json) {
        json.beginObject().name(VEC).beginArray();
        coordinate.vec().forEach(json::decimal);
        json.endArray();
        json.name(ERROR).decimal(coordinate.error());
        json.name(ADJUSTMENT).decimal(coordinate.adjustment());
        json.name(HEIGHT).decimal(coordinate.height());
        json.endObject();
    }

    private static final class Place {
        private List<Double> vec;
        private double error;
        private double adjustment;
        private double height;
    }

    private static final class UpdateDraft {
        private String datacenter = "";
        private String node = "";
        private String segment = "";
        private Coordinate coord;
    }
}
