package io.curia.conformance;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;

/**
 * One step of a conversation as it was recorded: something to do and, if it counts, the answer to expect. Immutable.
 *
 * @param fields what the recording says of it
 */
public record Step(JsonObject fields) {
    /** Whether an answer was recorded, so that this step can fail. */
    public boolean counts() {
        return fields.containsKey("expect");
    }

    /** The recorded answer; a few are others while access control is on. */
    JsonObject expected(boolean accessControl) {
        return fields.getJsonObject(accessControl && has("expect_acl") ? "expect_acl" : "expect");
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    Optional<String> text(String field) {
        return Optional.ofNullable(fields.getString(field, null));
    }

    int number(String field, int otherwise) {
        return fields.getInt(field, otherwise);
    }

    JsonObject object(String field) {
        return has(field) ? fields.getJsonObject(field) : JsonValue.EMPTY_JSON_OBJECT;
    }
}
