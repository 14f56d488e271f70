package io.curia.model;

import io.curia.model.Field.Value;
import java.util.List;
import java.util.Objects;

/**
 * A service that a token or role may act as.
 *
 * @param serviceName the service
 * @param datacenters where it is valid; null or empty for everywhere
 */
public record AclServiceIdentity(String serviceName, List<String> datacenters) {
    private static final Shape.Fields<AclServiceIdentity> FIELDS = new Shape.Fields<>();
    private static final Value<AclServiceIdentity, String> SERVICE_NAME =
            FIELDS.text("ServiceName", AclServiceIdentity::serviceName);
    private static final Value<AclServiceIdentity, List<String>> DATACENTERS =
            FIELDS.texts("Datacenters", AclServiceIdentity::datacenters);

    /** Its fields. */
    public static final Shape<AclServiceIdentity> SHAPE =
            FIELDS.make(draft -> new AclServiceIdentity(draft.get(SERVICE_NAME), draft.get(DATACENTERS)));

    public AclServiceIdentity {
        Objects.requireNonNull(serviceName);
        datacenters = Lists.copyOf(datacenters);
    }
}
