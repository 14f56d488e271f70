package io.curia.service;

import io.curia.model.GatewayService;
import java.util.List;

/** How the services of gateways look on the wire (http-api §7). */
final class GatewayJson {
    private static final JsonWriter.Name NAME = JsonWriter.Name.of("Name");

    private GatewayJson() {}

    /** Writes them as a list; what is not set is left out. */
    static void write(List<GatewayService> rows, JsonWriter json) {
        json.beginArray();
        Optionals set = new Optionals(json);
        for (GatewayService row : rows) {
            json.beginObject();
            json.name("Gateway").beginObject().name(NAME).value(row.gateway()).endObject();
            json.name("Service").beginObject().name(NAME).value(row.service()).endObject();
            json.name("GatewayKind").value(row.gatewayKind());
            set.number("Port", row.port());
            set.text("Protocol", row.protocol());
            set.texts("Hosts", row.hosts());
            set.text("CAFile", row.caFile());
            set.text("CertFile", row.certFile());
            set.text("KeyFile", row.keyFile());
            set.text("SNI", row.sni());
            set.flag("FromWildcard", row.fromWildcard());
            json.name("CreateIndex").unsigned(row.createIndex());
            json.name("ModifyIndex").unsigned(row.modifyIndex());
            json.endObject();
        }
        json.endArray();
    }
}
