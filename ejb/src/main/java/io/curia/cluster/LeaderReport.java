package io.curia.cluster;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * What the leader has to say about the servers.
 *
 * @param healthy whether all servers are well in what is asked for
 * @param json the report itself, a JSON document
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LeaderReport(boolean healthy, byte[] json) {
    /** Which report is asked for. */
    public enum Kind {
        /** The health of the servers. */
        HEALTH(0),
        /** All that is known of them. */
        STATE(1),
        /** Whether they have the same state. */
        COMPARISON(2);

        private final byte number;

        Kind(int number) {
            this.number = (byte) number;
        }

        /** What it is among servers. */
        public byte number() {
            return number;
        }

        /** The one with this number; empty if this version knows none. */
        public static Optional<Kind> numbered(byte number) {
            return Arrays.stream(values()).filter(kind -> kind.number == number).findFirst();
        }
    }

    public LeaderReport {
        Objects.requireNonNull(json);
    }
}
