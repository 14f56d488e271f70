package io.curia.model;

/**
 * How often an instance is given out, by its health.
 *
 * @param passing while all checks pass
 * @param warning while one warns
 */
public record Weights(int passing, int warning) {
    /** What an instance has that was registered without weights. */
    public static final Weights DEFAULT = new Weights(1, 1);
}
