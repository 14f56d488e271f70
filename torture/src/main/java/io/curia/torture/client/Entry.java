package io.curia.torture.client;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** An entry of the key/value store, as far as clients look at it. */
record Entry(String value, long modifyIndex, long lockIndex, String session) {
    /** What a GET of one key answered; null if there is none. */
    static Entry of(Reply reply) {
        return reply.status() == 404 ? null : of(reply.array().getJsonObject(0));
    }

    static Entry of(JsonObject json) {
        var value = json.isNull("Value") ? "" : json.getString("Value");
        return new Entry(
                new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8),
                json.getJsonNumber("ModifyIndex").longValueExact(),
                json.getJsonNumber("LockIndex").longValueExact(),
                json.getString("Session", ""));
    }
}
