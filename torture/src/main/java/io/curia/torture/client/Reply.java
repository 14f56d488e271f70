package io.curia.torture.client;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import java.io.StringReader;

/**
 * An answer.
 *
 * @param status its HTTP status
 * @param index its {@code X-Consul-Index}; 0 if there is none
 * @param body its body
 */
public record Reply(int status, long index, String body) {
    /** Whether the server did what it was asked. */
    public boolean isOk() {
        return status == 200;
    }

    /** Whether this answer says that the request had no effect: the server had no room for it, or refused it. */
    public boolean isRefused() {
        return status == 503 || status == 429 || status >= 400 && status < 500;
    }

    /** The body as an array. */
    public JsonArray array() {
        try (var reader = Json.createReader(new StringReader(body))) {
            return reader.readArray();
        }
    }
}
