package io.curia.model;

import java.util.Objects;

/**
 * One of the tagged addresses of a service.
 *
 * @param address an IP address or host name
 * @param port its port
 */
public record ServiceAddress(String address, int port) {
    public ServiceAddress {
        Objects.requireNonNull(address);
    }
}
