package io.curia.model;

import static io.curia.model.Trait.Plain.NULL_AS_EMPTY;

import io.curia.model.Field.Decimal;
import io.curia.model.Field.Value;
import java.util.Collections;
import java.util.List;

/**
 * A place in the network such that distances tell round-trip times. All in seconds.
 *
 * @param vec the place; {@value #DIMENSIONS} numbers, if it is a valid one; null and empty differ
 * @param error how uncertain it is
 * @param adjustment added to distances
 * @param height the distance to the place itself, always added
 */
public record Coordinate(List<Double> vec, double error, double adjustment, double height) {
    private static final Shape.Fields<Coordinate> FIELDS = new Shape.Fields<>();
    private static final Value<Coordinate, List<Double>> VEC = FIELDS.decimals("Vec", Coordinate::vec, NULL_AS_EMPTY);
    private static final Decimal<Coordinate> ERROR = FIELDS.decimal("Error", Coordinate::error);
    private static final Decimal<Coordinate> ADJUSTMENT = FIELDS.decimal("Adjustment", Coordinate::adjustment);
    private static final Decimal<Coordinate> HEIGHT = FIELDS.decimal("Height", Coordinate::height);

    /** Its fields. */
    public static final Shape<Coordinate> SHAPE = FIELDS.make(
            draft -> new Coordinate(draft.get(VEC), draft.get(ERROR), draft.get(ADJUSTMENT), draft.get(HEIGHT)));

    /** How many numbers a place takes. */
    public static final int DIMENSIONS = 8;

    /** Where a node stands until round trips have been measured, with the error of not knowing. */
    public static final Coordinate ORIGIN = new Coordinate(Collections.nCopies(DIMENSIONS, 0.0), 1.5, 0, 1e-5);

    public Coordinate {
        vec = Lists.copyOf(vec);
    }

    /** Whether it has the right number of dimensions and all its numbers are finite. */
    public boolean isValid() {
        return vec != null
                && vec.size() == DIMENSIONS
                && vec.stream().allMatch(Double::isFinite)
                && Double.isFinite(error)
                && Double.isFinite(adjustment)
                && Double.isFinite(height);
    }

    /**
     * The estimated round-trip time to another place in seconds; both must be valid.
     *
     * @throws IndexOutOfBoundsException if the other has fewer dimensions
     */
    public double distanceSeconds(Coordinate other) {
        double squares = 0;
        for (int i = 0; i < vec.size(); i++) {
            double difference = vec.get(i) - other.vec.get(i);
            squares += difference * difference;
        }
        double distance = Math.sqrt(squares) + height + other.height;
        double adjusted = distance + adjustment + other.adjustment;
        return adjusted > 0 ? adjusted : distance;
    }
}
