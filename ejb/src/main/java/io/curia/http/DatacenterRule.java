package io.curia.http;

import java.util.List;

/** What becomes of a request that names another datacenter. */
public enum DatacenterRule {
    /** The name is not looked at. */
    ANY("not looked at", List.of()),
    /** It is refused. */
    LOCAL("this one", List.of()),
    /** It is refused, by an answer that carries the headers of a query all the same. */
    LOCAL_QUERY("this one", QueryMeta.NOTHING_READ),
    /** The name is in the body; the handler looks at it. */
    IN_BODY("this one, named in the body", List.of());

    private final String shown;
    private final List<Header> headers;

    DatacenterRule(String shown, List<Header> headers) {
        this.shown = shown;
        this.headers = headers;
    }

    /** The headers of an answer that refuses a request before it has read anything. */
    List<Header> headers() {
        return headers;
    }

    /** Whether the parameter {@code dc} has to name this datacenter, if it is given. */
    boolean looksAtParameter() {
        return this == LOCAL || this == LOCAL_QUERY;
    }

    @Override
    public String toString() {
        return shown;
    }
}
