package io.curia.cluster;

import java.util.Objects;
import java.util.UUID;

/**
 * A change of the leader that somebody has asked for. It may be asked for several times, and happens once.
 *
 * @param token tells it from all others
 * @param leader the node id of the server that led when it was asked for; no other gives way
 * @param successor the node id of the voter that shall lead; empty for the one whose log has come furthest
 */
public record Transfer(UUID token, String leader, String successor) {
    public Transfer {
        Objects.requireNonNull(token);
        Objects.requireNonNull(leader);
        Objects.requireNonNull(successor);
    }

    /**
     * What has come of it.
     *
     * @param over whether it has come to an end
     * @param fault why the leader has not changed; empty if it has, or if it is not over
     */
    public record Outcome(boolean over, String fault) {
        /** It is under way. */
        public static final Outcome PENDING = new Outcome(false, "");
        /** Another server leads. */
        public static final Outcome DONE = new Outcome(true, "");

        public Outcome {
            Objects.requireNonNull(fault);
        }
    }
}
