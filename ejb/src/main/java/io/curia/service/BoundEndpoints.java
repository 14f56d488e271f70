package io.curia.service;

import io.curia.http.Datacenters;
import io.curia.http.Endpoint;
import io.curia.http.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.IdentityHashMap;

/**
 * The table of endpoints at work: each row with the object whose method answers, looked up once. Immutable, safe for use by any
 * thread.
 */
@ApplicationScoped
public class BoundEndpoints {
    private final IdentityHashMap<Endpoint<?>, Endpoint.Bound<?>> bound = new IdentityHashMap<>();
    private final Limits limits;

    /** Made by the container. */
    @Inject
    public BoundEndpoints(@Any Instance<Object> beans, Datacenters datacenters, Limits limits) {
        this.limits = limits;
        for (Endpoint<?> row : Endpoints.ALL) {
            if (!row.isAbsent()) {
                bound.put(row, bind(row, beans, datacenters));
            }
        }
    }

    private static <S> Endpoint.Bound<S> bind(Endpoint<S> row, Instance<Object> beans, Datacenters datacenters) {
        return row.bind(beans.select(row.service()).get(), datacenters);
    }

    /** The endpoint of a row of the table that is not absent. */
    public Endpoint.Bound<?> of(Endpoint<?> row) {
        return bound.get(row);
    }

    /** How many bytes of a body the endpoint of a row takes. */
    public int limit(Endpoint<?> row) {
        return row.terms().body().limit(limits);
    }

    /** The longest body that any of them takes into memory, in bytes. */
    public int longestBody() {
        return bound.keySet().stream().mapToInt(this::limit).max().orElse(0);
    }
}
