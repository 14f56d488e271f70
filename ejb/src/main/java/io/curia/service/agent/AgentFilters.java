package io.curia.service.agent;

import io.curia.filter.Filter;
import io.curia.filter.FilterException;
import io.curia.filter.Filters;
import io.curia.http.Call;
import io.curia.http.RefusedException;

/** The filters of requests that are answered from this agent's own state (http-api §2). */
final class AgentFilters {
    private AgentFilters() {}

    /**
     * The filter of a request.
     *
     * @throws RefusedException with status 500 if its expression is none
     */
    static <T> Filter<T> of(Filters<T> filters, Call call) {
        try {
            return filters.compile(call.params().text("filter"));
        } catch (FilterException e) {
            throw RefusedException.text(500, "Failed to create boolean expression evaluator: " + e.getMessage());
        }
    }
}
