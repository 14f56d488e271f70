package io.curia.model;

import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
import java.util.Objects;

/**
 * One of the tagged addresses of a service.
 *
 * @param address an IP address or host name
 * @param port its port
 */
public record ServiceAddress(String address, int port) {
    private static final Shape.Fields<ServiceAddress> FIELDS = new Shape.Fields<>();
    private static final Value<ServiceAddress, String> ADDRESS = FIELDS.text("Address", ServiceAddress::address);
    private static final Whole<ServiceAddress> PORT = FIELDS.int32("Port", ServiceAddress::port);

    /** Its fields. */
    public static final Shape<ServiceAddress> SHAPE =
            FIELDS.make(draft -> new ServiceAddress(draft.get(ADDRESS), (int) draft.get(PORT)));

    public ServiceAddress {
        Objects.requireNonNull(address);
    }
}
