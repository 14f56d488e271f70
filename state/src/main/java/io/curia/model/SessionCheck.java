package io.curia.model;

import java.util.Objects;

/**
 * That a session depends on a check; derived from sessions and kept in no snapshot.
 *
 * @param node name of the node of both
 * @param checkId id of the check
 * @param session id of the session
 */
public record SessionCheck(String node, String checkId, String session) {
    public SessionCheck {
        Objects.requireNonNull(node);
        Objects.requireNonNull(checkId);
        Objects.requireNonNull(session);
    }
}
