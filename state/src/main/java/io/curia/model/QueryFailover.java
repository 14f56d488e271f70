package io.curia.model;

import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
import java.util.List;

/**
 * Where a prepared query looks when it finds nothing here.
 *
 * @param nearestN how many of the nearest datacenters to try
 * @param datacenters which datacenters to try then; null and empty differ
 */
public record QueryFailover(long nearestN, List<String> datacenters) {
    private static final Shape.Fields<QueryFailover> FIELDS = new Shape.Fields<>();
    private static final Whole<QueryFailover> NEAREST_N = FIELDS.int64("NearestN", QueryFailover::nearestN);
    private static final Value<QueryFailover, List<String>> DATACENTERS =
            FIELDS.texts("Datacenters", QueryFailover::datacenters);

    /** Its fields. */
    public static final Shape<QueryFailover> SHAPE =
            FIELDS.make(draft -> new QueryFailover(draft.get(NEAREST_N), draft.get(DATACENTERS)));

    /** Nowhere. */
    public static final QueryFailover EMPTY = SHAPE.zero();

    public QueryFailover {
        datacenters = Lists.copyOf(datacenters);
    }
}
