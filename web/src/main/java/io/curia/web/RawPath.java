package io.curia.web;

/** The path of a request as the client sent it: still encoded, without the query. */
final class RawPath {
    private RawPath() {}

    /** The path of a request target; an absolute one is cut down to it. */
    static String of(String target) {
        if (target.startsWith("/")) {
            return target;
        }
        int authority = target.indexOf("://");
        if (authority < 0) {
            return target;
        }
        int slash = target.indexOf('/', authority + 3);
        return slash < 0 ? "/" : target.substring(slash);
    }
}
