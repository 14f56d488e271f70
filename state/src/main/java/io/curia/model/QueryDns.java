package io.curia.model;

import java.util.Objects;

/**
 * How DNS answers a prepared query.
 *
 * @param ttl how long DNS answers may be kept, as a duration
 */
public record QueryDns(String ttl) {
    /** The default. */
    public static final QueryDns EMPTY = new QueryDns("");

    public QueryDns {
        Objects.requireNonNull(ttl);
    }
}
