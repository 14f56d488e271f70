package io.curia.service.catalog;

import io.curia.filter.Filter;
import io.curia.filter.FilterException;
import io.curia.filter.Filters;
import io.curia.http.Call;
import io.curia.http.QueryParams;
import io.curia.refusal.Refusal;
import io.curia.state.ReadFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One read of the catalog as a client asks for it: the parameters that these reads share (http-api §1.3).
 *
 * @param call the request
 * @param rows tags and nodes' metadata that rows must have
 * @param near the node whose distance is the order; an empty text for none
 * @param expression the filter expression; an empty text for none
 * @param cached whether the client is content with what this server knows already
 */
record CatalogQuery(Call call, ReadFilter rows, String near, String expression, boolean cached) {
    private static final String BAD_FILTER = "Failed to create boolean expression evaluator: ";

    /**
     * Reads the parameters.
     *
     * @param self name of this server's own node
     */
    static CatalogQuery parse(Call call, String self) {
        QueryParams params = call.params();
        String near = params.text("near");
        return new CatalogQuery(
                call,
                new ReadFilter(params.texts("tag"), nodeMeta(params.texts("node-meta"))),
                near.equals("_agent") ? self : near,
                params.text("filter"),
                params.has("cached"));
    }

    /**
     * The filter to apply.
     *
     * @throws Refusal if the expression is none, or the read is meant for another datacenter
     */
    <T> Filter<T> filter(Filters<T> filters) {
        call.requireLocal();
        try {
            return filters.compile(expression);
        } catch (FilterException e) {
            throw Refusal.rejected(BAD_FILTER + e.getMessage());
        }
    }

    /** Pairs of names and values; what has no colon is a name with an empty value. */
    private static Map<String, String> nodeMeta(List<String> pairs) {
        if (pairs.isEmpty()) {
            return Map.of();
        }
        Map<String, String> meta = new LinkedHashMap<>();
        for (String pair : pairs) {
            int colon = pair.indexOf(':');
            meta.put(colon < 0 ? pair : pair.substring(0, colon), colon < 0 ? "" : pair.substring(colon + 1));
        }
        return meta;
    }
}
