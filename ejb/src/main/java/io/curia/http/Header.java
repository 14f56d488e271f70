package io.curia.http;

import java.util.Objects;

/**
 * One header line of an answer.
 *
 * @param name as it is spelled on the wire
 * @param value visible ASCII
 */
public record Header(String name, String value) {
    public Header {
        Objects.requireNonNull(name);
        Objects.requireNonNull(value);
    }
}
