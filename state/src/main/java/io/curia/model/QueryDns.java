package io.curia.model;

import io.curia.model.Field.Value;
import java.util.Objects;

/**
 * How DNS answers a prepared query.
 *
 * @param ttl how long DNS answers may be kept, as a duration
 */
public record QueryDns(String ttl) {
    private static final Shape.Fields<QueryDns> FIELDS = new Shape.Fields<>();
    private static final Value<QueryDns, String> TTL = FIELDS.text("TTL", QueryDns::ttl);

    /** Its fields. */
    public static final Shape<QueryDns> SHAPE = FIELDS.make(draft -> new QueryDns(draft.get(TTL)));

    /** The default. */
    public static final QueryDns EMPTY = SHAPE.zero();

    public QueryDns {
        Objects.requireNonNull(ttl);
    }
}
