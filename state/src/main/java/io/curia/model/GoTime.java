package io.curia.model;

import java.time.Instant;

/**
 * A moment with the zone offset its writer had, as Go keeps times in commands and snapshots (snapshot-format §4.4).
 *
 * @param epochSecond seconds since 1970-01-01T00:00:00Z
 * @param nano nanoseconds within the second, 0 to 999 999 999
 * @param offsetSeconds the zone's offset to the east, or {@link #UTC}; an offset of 0 is not the same as UTC
 */
public record GoTime(long epochSecond, int nano, int offsetSeconds) {
    /** The offset that marks UTC itself. */
    public static final int UTC = Integer.MIN_VALUE;

    /** Seconds from year 1, where Go's zero time lies, to 1970. */
    public static final long SECONDS_TO_EPOCH = 62_135_596_800L;

    /** Go's zero time, meaning "no time". */
    public static final GoTime ZERO = new GoTime(-SECONDS_TO_EPOCH, 0, UTC);

    /** Offsets are encoded in minutes, and in seconds only where they must. */
    public static final int SECONDS_PER_MINUTE = 60;

    private static final int NANOS_PER_SECOND = 1_000_000_000;

    /**
     * @throws IllegalArgumentException if the nanoseconds are no part of a second, or the offset has no encoding: one
     *     minute (and some seconds) to the west, which marks UTC, or beyond 16 bits of minutes
     */
    public GoTime {
        int minutes = offsetSeconds / SECONDS_PER_MINUTE;
        if (offsetSeconds != UTC && (minutes == -1 || minutes != (short) minutes)) {
            throw new IllegalArgumentException("zone offset cannot be encoded: " + offsetSeconds + " s");
        }
        if (nano < 0 || nano >= NANOS_PER_SECOND) {
            throw new IllegalArgumentException("nanoseconds out of range: " + nano);
        }
    }

    /** The moment in UTC. */
    public static GoTime of(Instant instant) {
        return new GoTime(instant.getEpochSecond(), instant.getNano(), UTC);
    }

    /** Whether this is "no time", in whatever zone. */
    public boolean isZero() {
        return epochSecond == ZERO.epochSecond && nano == 0;
    }

    /**
     * The moment alone.
     *
     * @throws java.time.DateTimeException if it lies beyond what {@link Instant} can hold
     */
    public Instant toInstant() {
        return Instant.ofEpochSecond(epochSecond, nano);
    }
}
