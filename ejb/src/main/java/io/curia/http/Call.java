package io.curia.http;

import io.curia.cluster.Caller;
import io.curia.refusal.Refusal;

/**
 * A request on its way to the method that answers it: its endpoint's terms hold, as far as they can be seen without the
 * argument and the body.
 *
 * @param terms those of the endpoint
 * @param datacenters which datacenters there are
 * @param request its parts
 * @param options the parameters that all queries share
 */
public record Call(Endpoint.Terms terms, Datacenters datacenters, ApiRequest request, ReadOptions options) {
    /** What follows the endpoint's path, percent-decoded once; any bytes; not to be changed. */
    public byte[] argument() {
        return request.argument();
    }

    /** The query's parameters. */
    public QueryParams params() {
        return request.params();
    }

    /** The headers. */
    public RequestHeaders headers() {
        return request.headers();
    }

    /** The body. */
    public RequestBody body() {
        return request.body();
    }

    /** Who asks. */
    public Caller caller() {
        return request.caller();
    }

    /** What the caller may do now; to be asked again after a wait. */
    public Authority authority() {
        return Authority.of(request.caller());
    }

    /** Whether JSON is to be indented. */
    public boolean pretty() {
        return options.pretty();
    }

    /** The same call with other options. */
    public Call with(ReadOptions changed) {
        return new Call(terms, datacenters, request, changed);
    }

    /**
     * Refuses a request for another datacenter, if the endpoint does. Whoever goes to the state or the log does so; where
     * the order of refusals matters it is done earlier.
     *
     * @throws Refusal if it is for another
     */
    public void requireLocal() {
        if (terms.datacenter().looksAtParameter()) {
            datacenters.requireLocal(options.datacenter());
        }
    }

    /**
     * The name of this datacenter, which an empty one stands for.
     *
     * @throws Refusal if another is asked for
     */
    public String local(String asked) {
        return datacenters.local(asked);
    }
}
