package io.curia.web;

import java.util.Arrays;
import java.util.List;

/**
 * All paths of the API, declared here and nowhere else: the transport rules answer from this table, and the resources
 * implement it. Immutable.
 */
public final class Routes {
    /** The key/value store. */
    static final Route KV = Route.of("/v1/kv/", "GET", "PUT", "DELETE");

    /** The routes this server has. */
    public static final Routes ALL = new Routes(List.of(
            Route.of("/v1/agent/self", "GET"),
            KV,
            Route.of("/v1/status/leader", "GET"),
            Route.of("/v1/status/peers", "GET")));

    private final List<Route> routes;

    Routes(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** The routes in the order of their declaration. */
    public List<Route> list() {
        return routes;
    }

    /** The route of a decoded path: the one that equals it, else the longest prefix; null if there is none. */
    Route find(byte[] path) {
        Route found = null;
        for (Route route : routes) {
            boolean fits = route.isPrefix() ? startsWith(path, route.bytes()) : Arrays.equals(path, route.bytes());
            if (fits && (found == null || route.length() > found.length())) {
                found = route;
            }
        }
        return found;
    }

    /** Whether a prefix route would fit the path if only a slash were added. */
    boolean lacksSlash(byte[] path) {
        for (Route route : routes) {
            if (route.isPrefix() && route.length() == path.length + 1 && startsWith(route.bytes(), path)) {
                return find(path) == null || !Arrays.equals(find(path).bytes(), path);
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}
