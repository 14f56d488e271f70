package io.curia.service.rows;

import io.curia.http.json.JsonWriter;
import io.curia.model.Node;

/** How nodes look on the wire (http-api §7). */
public final class NodeJson {
    private static final JsonWriter.Name ID = JsonWriter.Name.of("ID");
    private static final JsonWriter.Name NODE = JsonWriter.Name.of("Node");
    private static final JsonWriter.Name ADDRESS = JsonWriter.Name.of("Address");
    private static final JsonWriter.Name DATACENTER = JsonWriter.Name.of("Datacenter");
    private static final JsonWriter.Name TAGGED_ADDRESSES = JsonWriter.Name.of("TaggedAddresses");
    private static final JsonWriter.Name META = JsonWriter.Name.of("Meta");
    private static final JsonWriter.Name CREATE_INDEX = JsonWriter.Name.of("CreateIndex");
    private static final JsonWriter.Name MODIFY_INDEX = JsonWriter.Name.of("ModifyIndex");

    private NodeJson() {}

    /** Writes one node. */
    public static void write(Node node, JsonWriter json) {
        json.beginObject();
        json.name(ID).value(node.id());
        json.name(NODE).value(node.node());
        json.name(ADDRESS).value(node.address());
        json.name(DATACENTER).value(node.datacenter());
        json.name(TAGGED_ADDRESSES).map(node.taggedAddresses());
        json.name(META).map(node.meta());
        json.name(CREATE_INDEX).unsigned(node.createIndex());
        json.name(MODIFY_INDEX).unsigned(node.modifyIndex());
        json.endObject();
    }
}
