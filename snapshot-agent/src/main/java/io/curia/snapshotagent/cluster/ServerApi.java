package io.curia.snapshotagent.cluster;

import io.curia.client.HttpApi;
import io.curia.client.RefusedRequestException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an agent asks of a server. Safe for use by any thread; all methods block, and throw what {@link HttpApi} does. */
public final class ServerApi {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A large state takes its time before the first byte comes. */
    private static final Duration ARCHIVE_PATIENCE = Duration.ofMinutes(15);

    private static final int NOT_FOUND = 404;
    /** What clients of locks put there, so that a key used otherwise can be told. */
    private static final String LOCK_FLAGS = "3304740253564472344";

    private final HttpApi http;

    public ServerApi(HttpApi http) {
        this.http = http;
    }

    /**
     * A key that is used as a lock.
     *
     * @param session of the holder; empty if nobody holds it
     * @param index to wait for changes after
     */
    record LockEntry(String session, long index) {}

    /**
     * A check.
     *
     * @param serviceId empty if it is one of the node
     */
    record ServiceCheck(String id, String serviceId) {}

    /** The archive of a state, to be closed by the caller. */
    public InputStream snapshot(boolean stale) throws IOException {
        return http.send("GET", "/v1/snapshot", stale ? Map.of("stale", "") : Map.of(), null, ARCHIVE_PATIENCE);
    }

    /** Makes a session on the server's node; gives its id. */
    String createSession(String name, Duration ttl) throws IOException {
        var session = Json.createObjectBuilder()
                .add("Name", name)
                .add("TTL", ttl.toSeconds() + "s")
                .add("Behavior", "release")
                .build();
        return object(put("/v1/session/create", session.toString())).getString("ID", "");
    }

    /** Starts the time of a session anew; false if there is no such session any more. */
    boolean renewSession(String session) throws IOException {
        try {
            put("/v1/session/renew/" + session, "");
            return true;
        } catch (RefusedRequestException e) {
            if (e.status() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    void destroySession(String session) throws IOException {
        put("/v1/session/destroy/" + session, "");
    }

    /** The node a session belongs to; empty if there is no such session. */
    Optional<String> nodeOfSession(String session) throws IOException {
        var found = array(get("/v1/session/info/" + session, Map.of()));
        return found.stream().findFirst().map(each -> each.asJsonObject().getString("Node", ""));
    }

    /** A lock as it is now; empty if its key is not there. */
    Optional<LockEntry> readLock(String key) throws IOException {
        return lock(key, Map.of("consistent", ""), PATIENCE);
    }

    /** A lock once it is no more as it was, or after some time. */
    Optional<LockEntry> awaitLock(String key, long index, Duration wait) throws IOException {
        var query = Map.of("index", Long.toString(index), "wait", wait.toSeconds() + "s");
        // servers add up to a sixteenth to the wait
        return lock(key, query, wait.plus(wait.dividedBy(16)).plus(PATIENCE));
    }

    private Optional<LockEntry> lock(String key, Map<String, String> query, Duration timeout) throws IOException {
        try {
            var entry = array(http.text("GET", "/v1/kv/" + encoded(key), query, null, timeout))
                    .getJsonObject(0);
            return Optional.of(new LockEntry(
                    entry.getString("Session", ""),
                    entry.getJsonNumber("ModifyIndex").longValue()));
        } catch (RefusedRequestException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Tries to take a lock for a session; false if another has it or had it a moment ago. */
    boolean acquire(String key, String session, String value) throws IOException {
        var query = Map.of("acquire", session, "flags", LOCK_FLAGS);
        return "true".equals(http.text("PUT", "/v1/kv/" + encoded(key), query, value, PATIENCE));
    }

    void release(String key, String session) throws IOException {
        http.text("PUT", "/v1/kv/" + encoded(key), Map.of("release", session), "", PATIENCE);
    }

    void registerService(JsonObject service) throws IOException {
        put("/v1/agent/service/register", service.toString());
    }

    void deregisterService(String id) throws IOException {
        put("/v1/agent/service/deregister/" + encoded(id), "");
    }

    /** The checks of the server's own services that are critical. */
    List<ServiceCheck> criticalChecks() throws IOException {
        return object(get("/v1/agent/checks", Map.of())).values().stream()
                .map(JsonValue::asJsonObject)
                .filter(check -> check.getString("Status", "").equals("critical"))
                .map(check -> new ServiceCheck(check.getString("CheckID", ""), check.getString("ServiceID", "")))
                .toList();
    }

    void registerCheck(JsonObject check) throws IOException {
        put("/v1/agent/check/register", check.toString());
    }

    void deregisterCheck(String id) throws IOException {
        put("/v1/agent/check/deregister/" + encoded(id), "");
    }

    void updateCheck(String id, boolean passing, String output) throws IOException {
        var update = Json.createObjectBuilder()
                .add("Status", passing ? "passing" : "critical")
                .add("Output", output)
                .build();
        put("/v1/agent/check/update/" + encoded(id), update.toString());
    }

    private String get(String path, Map<String, String> query) throws IOException {
        return http.text("GET", path, query, null, PATIENCE);
    }

    private String put(String path, String body) throws IOException {
        return http.text("PUT", path, Map.of(), body, PATIENCE);
    }

    private static JsonObject object(String json) throws IOException {
        if (parsed(json) instanceof JsonObject object) {
            return object;
        }
        throw unexpected(json, null);
    }

    private static jakarta.json.JsonArray array(String json) throws IOException {
        var value = parsed(json);
        if (value == JsonValue.NULL) {
            return JsonValue.EMPTY_JSON_ARRAY;
        } else if (value instanceof jakarta.json.JsonArray array) {
            return array;
        }
        throw unexpected(json, null);
    }

    private static JsonValue parsed(String json) throws IOException {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readValue();
        } catch (JsonException e) {
            throw unexpected(json, e);
        }
    }

    private static IOException unexpected(String answer, Exception cause) {
        return new IOException(
                "the server answered what was not asked for: " + answer.substring(0, Math.min(100, answer.length())),
                cause);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
