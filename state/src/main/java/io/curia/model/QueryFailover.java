package io.curia.model;

import java.util.List;

/**
 * Where a prepared query looks when it finds nothing here.
 *
 * @param nearestN how many of the nearest datacenters to try
 * @param datacenters which datacenters to try then; null and empty differ
 */
public record QueryFailover(long nearestN, List<String> datacenters) {
    /** Nowhere. */
    public static final QueryFailover EMPTY = new QueryFailover(0, null);

    public QueryFailover {
        datacenters = Lists.copyOf(datacenters);
    }
}
