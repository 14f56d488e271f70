package io.curia.model;

import java.util.Objects;

/**
 * A node that a token or role may act as.
 *
 * @param nodeName the node
 * @param datacenter where it is valid
 */
public record AclNodeIdentity(String nodeName, String datacenter) {
    public AclNodeIdentity {
        Objects.requireNonNull(nodeName);
        Objects.requireNonNull(datacenter);
    }
}
