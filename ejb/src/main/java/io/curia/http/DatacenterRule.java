package io.curia.http;

import java.util.List;

/** What becomes of a request that names another datacenter. */
public enum DatacenterRule {
    /** The name is not looked at. */
    ANY("not looked at"),
    /** It is refused. */
    LOCAL("this one"),
    /** It is refused, by an answer that carries the headers of a query all the same. */
    LOCAL_QUERY("this one"),
    /** The name is in the body; the handler looks at it. */
    IN_BODY("this one, named in the body");

    private final String shown;

    DatacenterRule(String shown) {
        this.shown = shown;
    }

    /** The headers of an answer that refuses a request before it has read anything. */
    List<Header> unreadHeaders() {
        return this == LOCAL_QUERY ? QueryMeta.NOTHING_READ : List.of();
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
