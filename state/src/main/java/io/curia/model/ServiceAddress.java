package io.curia.model;

import io.curia.model.Field.Int;
import io.curia.model.Field.Text;
import java.util.Objects;

/**
 * One of the tagged addresses of a service.
 *
 * @param address an IP address or host name
 * @param port its port
 */
public record ServiceAddress(String address, int port) {
    private static final Shape.Fields<ServiceAddress> FIELDS = new Shape.Fields<>();
    private static final Text<ServiceAddress> ADDRESS = FIELDS.text("Address", ServiceAddress::address);
    private static final Int<ServiceAddress> PORT = FIELDS.int32("Port", ServiceAddress::port);

    /** Its fields. */
    public static final Shape<ServiceAddress> SHAPE =
            FIELDS.make(draft -> new ServiceAddress(draft.get(ADDRESS), draft.get(PORT)));

    public ServiceAddress {
        Objects.requireNonNull(address);
    }
}
