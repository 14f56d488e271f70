package io.curia.model;

import io.curia.model.Field.Whole;

/**
 * How often an instance is given out, by its health.
 *
 * @param passing while all checks pass
 * @param warning while one warns
 */
public record Weights(int passing, int warning) {
    private static final Shape.Fields<Weights> FIELDS = new Shape.Fields<>();
    private static final Whole<Weights> PASSING = FIELDS.int32("Passing", Weights::passing);
    private static final Whole<Weights> WARNING = FIELDS.int32("Warning", Weights::warning);

    /** Its fields. */
    public static final Shape<Weights> SHAPE =
            FIELDS.make(draft -> new Weights((int) draft.get(PASSING), (int) draft.get(WARNING)));

    /** What an instance has that was registered without weights. */
    public static final Weights DEFAULT = new Weights(1, 1);
}
