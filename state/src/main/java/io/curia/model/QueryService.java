package io.curia.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a prepared query looks for.
 *
 * @param service name of the service
 * @param failover where to look when there is none
 * @param onlyPassing whether warnings disqualify
 * @param ignoreCheckIds checks that do not count; null and empty differ
 * @param near the node to sort by distance from
 * @param tags tags wanted, or with {@code !} unwanted; null and empty differ
 * @param nodeMeta metadata the node must have; null and empty differ
 * @param serviceMeta metadata the service must have; null and empty differ
 * @param connect whether to answer proxies in its place
 */
public record QueryService(
        String service,
        QueryFailover failover,
        boolean onlyPassing,
        List<String> ignoreCheckIds,
        String near,
        List<String> tags,
        Map<String, String> nodeMeta,
        Map<String, String> serviceMeta,
        boolean connect) {
    /** Nothing. */
    public static final QueryService EMPTY =
            new QueryService("", QueryFailover.EMPTY, false, null, "", null, null, null, false);

    public QueryService {
        Objects.requireNonNull(service);
        Objects.requireNonNull(failover);
        Objects.requireNonNull(near);
        ignoreCheckIds = Lists.copyOf(ignoreCheckIds);
        tags = Lists.copyOf(tags);
        nodeMeta = CompactMap.copyOf(nodeMeta);
        serviceMeta = CompactMap.copyOf(serviceMeta);
    }
}
