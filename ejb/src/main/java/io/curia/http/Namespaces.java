package io.curia.http;

import io.curia.refusal.Refusal;

/** Namespaces and partitions, which this edition of the API does not have (http-api §1.3). */
public final class Namespaces {
    private static final String FEATURE = "Namespaces are a Consul Enterprise feature";

    private Namespaces() {}

    /**
     * Refuses a request that names a namespace or partition.
     *
     * @throws Refusal if it does
     */
    public static void requireNone(ApiRequest request) {
        String header = request.headers().first("X-Consul-Namespace");
        if (header != null && !header.isEmpty()) {
            throw Refusal.invalid("Bad request: Invalid header: \"X-Consul-Namespace\" - " + FEATURE);
        }
        requireNoParam(request.params(), "ns", FEATURE);
        requireNoParam(request.params(), "partition", "Partitions are a Consul Enterprise feature");
    }

    private static void requireNoParam(QueryParams params, String name, String feature) {
        if (params.bytes(name).length > 0) {
            throw Refusal.invalid("Bad request: Invalid query parameter: \"" + name + "\" - " + feature);
        }
    }
}
