package io.curia.service.agent;

import io.curia.filter.Filter;
import io.curia.filter.FilterException;
import io.curia.filter.Filters;
import io.curia.http.Call;
import io.curia.refusal.Refusal;

/** The filters of requests that are answered from this agent's own state (http-api §2). */
final class AgentFilters {
    private AgentFilters() {}

    /**
     * The filter of a request.
     *
     * @throws Refusal if its expression is none
     */
    static <T> Filter<T> of(Filters<T> filters, Call call) {
        try {
            return filters.compile(call.params().text("filter"));
        } catch (FilterException e) {
            throw Refusal.rejected("Failed to create boolean expression evaluator: " + e.getMessage());
        }
    }
}
