package io.curia.model;

import java.util.Objects;

/**
 * A service's check that a session depends on.
 *
 * @param id id of the check
 * @param namespace an empty text, for there is one namespace
 */
public record SessionServiceCheck(String id, String namespace) {
    public SessionServiceCheck {
        Objects.requireNonNull(id);
        Objects.requireNonNull(namespace);
    }
}
