package io.curia.model;

import io.curia.model.Field.Value;
import java.util.Objects;

/**
 * A service's check that a session depends on.
 *
 * @param id id of the check
 * @param namespace an empty text, for there is one namespace
 */
public record SessionServiceCheck(String id, String namespace) {
    private static final Shape.Fields<SessionServiceCheck> FIELDS = new Shape.Fields<>();
    private static final Value<SessionServiceCheck, String> ID = FIELDS.text("ID", SessionServiceCheck::id);
    private static final Value<SessionServiceCheck, String> NAMESPACE =
            FIELDS.text("Namespace", SessionServiceCheck::namespace);

    /** Its fields. */
    public static final Shape<SessionServiceCheck> SHAPE =
            FIELDS.make(draft -> new SessionServiceCheck(draft.get(ID), draft.get(NAMESPACE)));

    public SessionServiceCheck {
        Objects.requireNonNull(id);
        Objects.requireNonNull(namespace);
    }
}
