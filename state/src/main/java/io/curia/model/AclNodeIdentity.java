package io.curia.model;

import io.curia.model.Field.Value;
import java.util.Objects;

/**
 * A node that a token or role may act as.
 *
 * @param nodeName the node
 * @param datacenter where it is valid
 */
public record AclNodeIdentity(String nodeName, String datacenter) {
    private static final Shape.Fields<AclNodeIdentity> FIELDS = new Shape.Fields<>();
    private static final Value<AclNodeIdentity, String> NODE_NAME = FIELDS.text("NodeName", AclNodeIdentity::nodeName);
    private static final Value<AclNodeIdentity, String> DATACENTER =
            FIELDS.text("Datacenter", AclNodeIdentity::datacenter);

    /** Its fields. */
    public static final Shape<AclNodeIdentity> SHAPE =
            FIELDS.make(draft -> new AclNodeIdentity(draft.get(NODE_NAME), draft.get(DATACENTER)));

    public AclNodeIdentity {
        Objects.requireNonNull(nodeName);
        Objects.requireNonNull(datacenter);
    }
}
