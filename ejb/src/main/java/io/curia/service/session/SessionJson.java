package io.curia.service.session;

import io.curia.http.json.JsonObject;
import io.curia.http.json.JsonReader;
import io.curia.http.json.JsonValues;
import io.curia.http.json.JsonWriter;
import io.curia.model.Draft;
import io.curia.model.HealthCheck;
import io.curia.model.Session;
import io.curia.model.SessionServiceCheck;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** How sessions look on the wire, both ways (http-api §6). */
final class SessionJson {
    /** Lock delays below are taken as seconds. */
    private static final long LEAST_NANOS = 1000;

    private static final JsonWriter.Name ID = JsonWriter.Name.of("ID");

    private static final JsonReader<SessionServiceCheck> SERVICE_CHECK = JsonObject.<Draft<SessionServiceCheck>>into(
                    SessionServiceCheck.SHAPE::draft)
            .row(SessionServiceCheck.SHAPE, draft -> draft)
            .tolerant()
            .build(Draft::build);

    private SessionJson() {}

    /** Reads the body of a create; {@code defaultNode} is where the session is if the client does not say. */
    static JsonReader<Session> reader(String defaultNode) {
        return JsonObject.into(() -> wish(defaultNode))
                .row(Session.SHAPE, draft -> draft, "ID", "ServiceChecks", "CreateIndex", "ModifyIndex")
                .field(
                        "ServiceChecks",
                        JsonValues.list(SERVICE_CHECK),
                        (draft, value) -> draft.set(Session.SERVICE_CHECKS, withoutNulls(value)))
                .tolerant()
                .build(SessionJson::session);
    }

    /** What a client gets that wishes nothing. */
    static Session defaults(String defaultNode) {
        return session(wish(defaultNode));
    }

    /** What a client asks for; what it leaves open keeps the defaults. */
    private static Draft<Session> wish(String defaultNode) {
        return Session.SHAPE
                .draft()
                .set(Session.NODE, defaultNode)
                .set(Session.LOCK_DELAY, TimeUnit.SECONDS.toNanos(15))
                .set(Session.NODE_CHECKS, List.of(HealthCheck.SERF_HEALTH));
    }

    /** The session without an id. An empty list of checks in the older form means none at all. */
    private static Session session(Draft<Session> wish) {
        long delay = wish.get(Session.LOCK_DELAY);
        if (delay < LEAST_NANOS) {
            wish.set(Session.LOCK_DELAY, TimeUnit.SECONDS.toNanos(1) * delay);
        }
        if (wish.get(Session.BEHAVIOR).isEmpty()) {
            wish.set(Session.BEHAVIOR, Session.RELEASE);
        }
        List<String> checks = wish.get(Session.CHECKS);
        if (checks != null && checks.isEmpty()) {
            wish.set(Session.NODE_CHECKS, List.of()).set(Session.CHECKS, null);
        }
        return wish.build();
    }

    private static <T> List<T> withoutNulls(List<T> given) {
        return given == null ? null : given.stream().filter(Objects::nonNull).toList();
    }

    /** The id of a new session. */
    static byte[] created(String id, boolean pretty) {
        return new JsonWriter(64, pretty)
                .beginObject()
                .name(ID)
                .value(id)
                .endObject()
                .finish();
    }
}
