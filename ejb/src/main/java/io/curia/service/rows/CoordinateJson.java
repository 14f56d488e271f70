package io.curia.service.rows;

import io.curia.http.json.JsonObject;
import io.curia.http.json.JsonReader;
import io.curia.http.json.JsonValues;
import io.curia.http.json.JsonWriter;
import io.curia.model.Draft;
import io.curia.model.NodeCoordinate;
import java.util.List;

/** How network coordinates look on the wire, both ways (http-api §9). */
public final class CoordinateJson {
    /** An update of a node's coordinate, which is null if it is missing, in a datacenter, or in this one if that is empty. */
    public record Update(String datacenter, NodeCoordinate coordinate) {}

    /** Reads an update. */
    public static final JsonReader<Update> UPDATE = JsonObject.into(UpdateDraft::new)
            .row(NodeCoordinate.SHAPE, d -> d.coordinate)
            .field("Datacenter", JsonValues.TEXT, (d, v) -> d.datacenter = v)
            .ignore("Token")
            .build(d -> new Update(d.datacenter, d.coordinate.build()));

    private CoordinateJson() {}

    /** The servers' coordinates, for each datacenter. */
    public static byte[] datacenter(String name, List<NodeCoordinate> servers, boolean pretty) {
        JsonWriter json = new JsonWriter(256, pretty).beginArray().beginObject();
        json.name("Datacenter").value(name);
        json.name("AreaID").value("wan");
        json.name("Coordinates").beginArray();
        servers.forEach(server -> RowJson.COORDINATE.write(server, json));
        json.endArray();
        return json.endObject().endArray().finish();
    }

    private static final class UpdateDraft {
        private final Draft<NodeCoordinate> coordinate = NodeCoordinate.SHAPE.draft();
        private String datacenter = "";
    }
}
