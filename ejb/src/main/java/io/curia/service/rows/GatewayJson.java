package io.curia.service.rows;

import io.curia.http.json.JsonWriter;
import io.curia.http.json.Optionals;
import io.curia.model.GatewayService;

/** How the services of gateways look on the wire (http-api §7). */
public final class GatewayJson {
    private static final JsonWriter.Name NAME = JsonWriter.Name.of("Name");

    private GatewayJson() {}

    /** Writes one service of a gateway. */
    public static void write(GatewayService row, JsonWriter json) {
        Optionals set = new Optionals(json);
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
}
