package io.curia.web;

import io.curia.http.Endpoint;
import io.curia.service.Endpoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The paths of the table of endpoints, to be found by what a request asks for. Immutable. */
final class Routes {
    /** Those of all endpoints. */
    static final Routes ALL = of(Endpoints.ALL);

    private final List<Route> routes;

    private Routes(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    private static Routes of(List<Endpoint<?>> endpoints) {
        Map<String, List<Endpoint<?>>> paths = new LinkedHashMap<>();
        endpoints.forEach(endpoint -> paths.computeIfAbsent(endpoint.path(), path -> new ArrayList<>())
                .add(endpoint));
        return new Routes(paths.entrySet().stream()
                .map(path -> new Route(path.getKey(), path.getValue()))
                .toList());
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
