package io.curia.model;

import java.util.List;
import java.util.Objects;

/**
 * A service that a token or role may act as.
 *
 * @param serviceName the service
 * @param datacenters where it is valid; null or empty for everywhere
 */
public record AclServiceIdentity(String serviceName, List<String> datacenters) {
    public AclServiceIdentity {
        Objects.requireNonNull(serviceName);
        datacenters = Lists.copyOf(datacenters);
    }
}
