package io.curia.autopilot;

import java.util.Objects;

/**
 * How well a server is, and since when.
 *
 * @param healthy whether it keeps up with the leader, and has the state of the others
 * @param stableSince when that changed last, or when the server was first seen
 * @param standing how it stands among the members
 * @param standingSince when that changed last, or when the server was first seen
 */
public record Health(boolean healthy, Moment stableSince, Standing standing, Moment standingSince) {
    public Health {
        Objects.requireNonNull(stableSince);
        Objects.requireNonNull(standing);
        Objects.requireNonNull(standingSince);
    }

    /** What is known of a server now, given what was known before. */
    Health next(boolean nowHealthy, Standing nowStanding, Moment now) {
        return new Health(
                nowHealthy,
                nowHealthy == healthy ? stableSince : now,
                nowStanding,
                nowStanding == standing ? standingSince : now);
    }
}
