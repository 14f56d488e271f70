package io.curia.service.session;

import io.curia.http.json.JsonObject;
import io.curia.http.json.JsonReader;
import io.curia.http.json.JsonValues;
import io.curia.http.json.JsonWriter;
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
    private static final JsonWriter.Name NAME = JsonWriter.Name.of("Name");
    private static final JsonWriter.Name NODE = JsonWriter.Name.of("Node");
    private static final JsonWriter.Name LOCK_DELAY = JsonWriter.Name.of("LockDelay");
    private static final JsonWriter.Name BEHAVIOR = JsonWriter.Name.of("Behavior");
    private static final JsonWriter.Name TTL = JsonWriter.Name.of("TTL");
    private static final JsonWriter.Name NODE_CHECKS = JsonWriter.Name.of("NodeChecks");
    private static final JsonWriter.Name SERVICE_CHECKS = JsonWriter.Name.of("ServiceChecks");
    private static final JsonWriter.Name CHECKS = JsonWriter.Name.of("Checks");
    private static final JsonWriter.Name NAMESPACE = JsonWriter.Name.of("Namespace");
    private static final JsonWriter.Name CREATE_INDEX = JsonWriter.Name.of("CreateIndex");
    private static final JsonWriter.Name MODIFY_INDEX = JsonWriter.Name.of("ModifyIndex");

    private static final JsonReader<SessionServiceCheck> SERVICE_CHECK = JsonObject.into(ServiceCheck::new)
            .field("ID", JsonValues.TEXT, (d, v) -> d.id = v)
            .field("Namespace", JsonValues.TEXT, (d, v) -> d.namespace = v)
            .tolerant()
            .build(d -> new SessionServiceCheck(d.id, d.namespace));

    private static final class ServiceCheck {
        private String id = "";
        private String namespace = "";
    }

    /** What a client asks for; what it leaves open keeps the defaults. */
    private static final class Wish {
        private String node;
        private String name = "";
        private long lockDelay = TimeUnit.SECONDS.toNanos(15);
        private String behavior = Session.RELEASE;
        private String ttl = "";
        private List<String> nodeChecks = List.of(HealthCheck.SERF_HEALTH);
        private List<SessionServiceCheck> serviceChecks;
        private List<String> checks;

        Wish(String defaultNode) {
            node = defaultNode;
        }

        /** The session without an id. An empty list of checks in the older form means none at all. */
        Session session() {
            boolean none = checks != null && checks.isEmpty();
            return new Session(
                    "",
                    name,
                    node,
                    lockDelay,
                    behavior.isEmpty() ? Session.RELEASE : behavior,
                    ttl,
                    none ? List.of() : nodeChecks,
                    serviceChecks,
                    none ? null : checks,
                    0,
                    0);
        }
    }

    private SessionJson() {}

    /** Reads the body of a create; {@code defaultNode} is where the session is if the client does not say. */
    static JsonReader<Session> reader(String defaultNode) {
        return JsonObject.into(() -> new Wish(defaultNode))
                .field("Node", JsonValues.TEXT, (d, v) -> d.node = v)
                .field("Name", JsonValues.TEXT, (d, v) -> d.name = v)
                .field("LockDelay", JsonValues.DURATION, (d, v) -> d.lockDelay = lockDelay(v))
                .field("Behavior", JsonValues.TEXT, (d, v) -> d.behavior = v)
                .field("TTL", JsonValues.TEXT, (d, v) -> d.ttl = v)
                .field("NodeChecks", JsonValues.list(JsonValues.TEXT), (d, v) -> d.nodeChecks = v)
                .field("ServiceChecks", JsonValues.list(SERVICE_CHECK), (d, v) -> d.serviceChecks = withoutNulls(v))
                .field("Checks", JsonValues.list(JsonValues.TEXT), (d, v) -> d.checks = v)
                .tolerant()
                .build(Wish::session);
    }

    private static <T> List<T> withoutNulls(List<T> given) {
        return given == null ? null : given.stream().filter(Objects::nonNull).toList();
    }

    /** What a client gets that wishes nothing. */
    static Session defaults(String defaultNode) {
        return new Wish(defaultNode).session();
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

    private static long lockDelay(long given) {
        return given < LEAST_NANOS ? given * TimeUnit.SECONDS.toNanos(1) : given;
    }

    /** Writes one session. */
    static void write(Session session, JsonWriter json) {
        json.beginObject();
        json.name(ID).value(session.id());
        json.name(NAME).value(session.name());
        json.name(NODE).value(session.node());
        json.name(LOCK_DELAY).value(session.lockDelay());
        json.name(BEHAVIOR).value(session.behavior());
        json.name(TTL).value(session.ttl());
        texts(json.name(NODE_CHECKS), session.nodeChecks());
        serviceChecks(json.name(SERVICE_CHECKS), session.serviceChecks());
        if (session.checks() != null && !session.checks().isEmpty()) {
            texts(json.name(CHECKS), session.checks());
        }
        json.name(CREATE_INDEX).unsigned(session.createIndex());
        json.name(MODIFY_INDEX).unsigned(session.modifyIndex());
        json.endObject();
    }

    private static void texts(JsonWriter json, List<String> texts) {
        if (texts == null) {
            json.nullValue();
            return;
        }
        json.beginArray();
        texts.forEach(json::value);
        json.endArray();
    }

    private static void serviceChecks(JsonWriter json, List<SessionServiceCheck> checks) {
        if (checks == null) {
            json.nullValue();
            return;
        }
        json.beginArray();
        for (SessionServiceCheck check : checks) {
            json.beginObject().name(ID).value(check.id());
            json.name(NAMESPACE).value(check.namespace()).endObject();
        }
        json.endArray();
    }
}
