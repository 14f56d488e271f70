package io.curia.model;

import io.curia.model.Field.Value;
import java.util.Objects;

/**
 * A link from a token or role to a policy or role (state-store §10).
 *
 * @param id the UUID of what is linked
 * @param name its name when the link was written
 */
public record AclLink(String id, String name) {
    private static final Shape.Fields<AclLink> FIELDS = new Shape.Fields<>();
    private static final Value<AclLink, String> ID = FIELDS.text("ID", AclLink::id);
    private static final Value<AclLink, String> NAME = FIELDS.text("Name", AclLink::name);

    /** Its fields. */
    public static final Shape<AclLink> SHAPE = FIELDS.make(draft -> new AclLink(draft.get(ID), draft.get(NAME)));

    public AclLink {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
    }
}
