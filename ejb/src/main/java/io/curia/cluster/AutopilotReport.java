package io.curia.cluster;

import java.util.Objects;

/**
 * What the leader's autopilot has to say.
 *
 * @param healthy whether all servers are healthy
 * @param json the report itself, a JSON document
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record AutopilotReport(boolean healthy, byte[] json) {
    /** Which report is asked for. */
    public enum Kind {
        /** The health of the servers. */
        HEALTH,
        /** All that is known of them. */
        STATE
    }

    public AutopilotReport {
        Objects.requireNonNull(json);
    }
}
