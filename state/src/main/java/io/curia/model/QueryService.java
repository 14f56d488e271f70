package io.curia.model;

import io.curia.model.Field.Flag;
import io.curia.model.Field.Value;
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
    private static final Shape.Fields<QueryService> FIELDS = new Shape.Fields<>();
    private static final Value<QueryService, String> SERVICE = FIELDS.text("Service", QueryService::service);
    private static final Value<QueryService, QueryFailover> FAILOVER =
            FIELDS.row("Failover", QueryService::failover, QueryFailover.SHAPE);
    private static final Flag<QueryService> ONLY_PASSING = FIELDS.flag("OnlyPassing", QueryService::onlyPassing);
    private static final Value<QueryService, List<String>> IGNORE_CHECK_IDS =
            FIELDS.texts("IgnoreCheckIDs", QueryService::ignoreCheckIds);
    private static final Value<QueryService, String> NEAR = FIELDS.text("Near", QueryService::near);
    private static final Value<QueryService, List<String>> TAGS = FIELDS.texts("Tags", QueryService::tags);
    private static final Value<QueryService, Map<String, String>> NODE_META =
            FIELDS.textMap("NodeMeta", QueryService::nodeMeta);
    private static final Value<QueryService, Map<String, String>> SERVICE_META =
            FIELDS.textMap("ServiceMeta", QueryService::serviceMeta);
    private static final Flag<QueryService> CONNECT = FIELDS.flag("Connect", QueryService::connect);

    /** Its fields. */
    public static final Shape<QueryService> SHAPE = FIELDS.make(draft -> new QueryService(
            draft.get(SERVICE),
            draft.get(FAILOVER),
            draft.get(ONLY_PASSING),
            draft.get(IGNORE_CHECK_IDS),
            draft.get(NEAR),
            draft.get(TAGS),
            draft.get(NODE_META),
            draft.get(SERVICE_META),
            draft.get(CONNECT)));

    /** Nothing. */
    public static final QueryService EMPTY = SHAPE.zero();

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
