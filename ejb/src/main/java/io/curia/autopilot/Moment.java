package io.curia.autopilot;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A moment: ages are told by a clock that never steps, and people by the one on the wall.
 *
 * @param nanos of a clock that only goes on, from any origin
 * @param wall the same moment for people
 */
public record Moment(long nanos, Instant wall) {
    public Moment {
        Objects.requireNonNull(wall);
    }

    /** How long before a later moment this one was. */
    public Duration until(Moment later) {
        return Duration.ofNanos(later.nanos - nanos);
    }
}
