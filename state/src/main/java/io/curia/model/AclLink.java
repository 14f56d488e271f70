package io.curia.model;

import java.util.Objects;

/**
 * A link from a token or role to a policy or role (state-store §10).
 *
 * @param id the UUID of what is linked
 * @param name its name when the link was written
 */
public record AclLink(String id, String name) {
    public AclLink {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
    }
}
