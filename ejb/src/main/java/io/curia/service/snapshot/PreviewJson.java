package io.curia.service.snapshot;

import io.curia.archives.RestorePreview;
import io.curia.cluster.NodeOwnership;
import io.curia.http.json.JsonWriter;
import io.curia.model.Node;
import io.curia.state.StateDiff;
import java.util.List;

/** How a preview of a restore looks on the wire. */
final class PreviewJson {
    private static final JsonWriter.Name META = JsonWriter.Name.of("Meta");
    private static final JsonWriter.Name ID = JsonWriter.Name.of("ID");
    private static final JsonWriter.Name INDEX = JsonWriter.Name.of("Index");
    private static final JsonWriter.Name TERM = JsonWriter.Name.of("Term");
    private static final JsonWriter.Name VERSION = JsonWriter.Name.of("Version");
    private static final JsonWriter.Name SIZE = JsonWriter.Name.of("Size");
    private static final JsonWriter.Name TABLES = JsonWriter.Name.of("Tables");
    private static final JsonWriter.Name TABLE = JsonWriter.Name.of("Table");
    private static final JsonWriter.Name ADD = JsonWriter.Name.of("Add");
    private static final JsonWriter.Name CHANGE = JsonWriter.Name.of("Change");
    private static final JsonWriter.Name REMOVE = JsonWriter.Name.of("Remove");
    private static final JsonWriter.Name UNCHANGED = JsonWriter.Name.of("Unchanged");
    private static final JsonWriter.Name ADDED = JsonWriter.Name.of("Added");
    private static final JsonWriter.Name CHANGED = JsonWriter.Name.of("Changed");
    private static final JsonWriter.Name REMOVED = JsonWriter.Name.of("Removed");

    private static final JsonWriter.Name TAKEN_OVER = JsonWriter.Name.of("TakenOver");
    private static final JsonWriter.Name NODE = JsonWriter.Name.of("Node");
    private static final JsonWriter.Name SERVER_ID = JsonWriter.Name.of("ServerID");
    private static final JsonWriter.Name GONE = JsonWriter.Name.of("Gone");
    private static final JsonWriter.Name COUNT = JsonWriter.Name.of("Count");
    private static final JsonWriter.Name NODES = JsonWriter.Name.of("Nodes");

    private static final int NAMED = 100;
    private static final int CAPACITY = 8 * 1024;

    private PreviewJson() {}

    /** The document. */
    static byte[] of(RestorePreview preview, boolean pretty) {
        var meta = preview.meta();
        var gone = preview.gone();
        var json = new JsonWriter(CAPACITY, pretty).beginObject();
        json.name(META).beginObject();
        json.name(ID).value(meta.id());
        json.name(INDEX).unsigned(meta.index());
        json.name(TERM).unsigned(meta.term());
        json.name(VERSION).value(meta.version());
        json.name(SIZE).value(meta.size());
        json.endObject().name(TABLES).beginArray();
        preview.tables().forEach(table -> write(table, json));
        json.endArray().name(TAKEN_OVER).beginArray();
        preview.takeovers().forEach(takeover -> write(takeover, json));
        json.endArray().name(GONE).beginObject();
        json.name(COUNT).value(gone.size());
        keys(json.name(NODES), gone.stream().limit(NAMED).map(Node::node).toList());
        return json.endObject().endObject().finish();
    }

    private static void write(NodeOwnership.Takeover takeover, JsonWriter json) {
        json.beginObject();
        json.name(NODE).value(takeover.held().node());
        json.name(ID).value(takeover.held().id());
        json.name(SERVER_ID).value(takeover.server().id());
        json.endObject();
    }

    private static void write(StateDiff.TableDiff table, JsonWriter json) {
        json.beginObject();
        json.name(TABLE).value(table.table());
        json.name(ADD).value(table.added().count());
        json.name(CHANGE).value(table.changed().count());
        json.name(REMOVE).value(table.removed().count());
        json.name(UNCHANGED).value(table.unchanged());
        keys(json.name(ADDED), table.added().keys());
        keys(json.name(CHANGED), table.changed().keys());
        keys(json.name(REMOVED), table.removed().keys());
        json.endObject();
    }

    private static void keys(JsonWriter json, List<String> keys) {
        json.beginArray();
        keys.forEach(json::value);
        json.endArray();
    }
}
