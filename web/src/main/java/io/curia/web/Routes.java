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

    /** The routes this server has, and those that only Consul has. */
    public static final Routes ALL = new Routes(AbsentRoutes.after(List.of(
            Route.of("/v1/acl/auth-method", "PUT"),
            Route.of("/v1/acl/auth-method/", "GET", "PUT", "DELETE"),
            Route.of("/v1/acl/auth-methods", "GET"),
            Route.of("/v1/acl/binding-rule", "PUT"),
            Route.of("/v1/acl/binding-rule/", "GET", "PUT", "DELETE"),
            Route.of("/v1/acl/binding-rules", "GET"),
            Route.of("/v1/acl/bootstrap", "PUT"),
            Route.of("/v1/acl/clone/", "PUT"),
            Route.of("/v1/acl/create", "PUT"),
            Route.of("/v1/acl/destroy/", "PUT"),
            Route.of("/v1/acl/info/", "GET"),
            Route.of("/v1/acl/list", "GET"),
            Route.of("/v1/acl/login", "POST"),
            Route.of("/v1/acl/logout", "POST"),
            Route.of("/v1/acl/policies", "GET"),
            Route.of("/v1/acl/policy", "PUT"),
            Route.of("/v1/acl/policy/", "GET", "PUT", "DELETE"),
            Route.of("/v1/acl/policy/name/", "GET"),
            Route.of("/v1/acl/replication", "GET"),
            Route.of("/v1/acl/role", "PUT"),
            Route.of("/v1/acl/role/", "GET", "PUT", "DELETE"),
            Route.of("/v1/acl/role/name/", "GET"),
            Route.of("/v1/acl/roles", "GET"),
            Route.of("/v1/acl/rules/translate", "POST"),
            Route.of("/v1/acl/rules/translate/", "GET"),
            Route.of("/v1/acl/templated-policies", "GET"),
            Route.of("/v1/acl/templated-policy/name/", "GET"),
            Route.of("/v1/acl/templated-policy/preview/", "POST"),
            Route.of("/v1/acl/token", "PUT"),
            Route.of("/v1/acl/token/", "GET", "PUT", "DELETE"),
            Route.of("/v1/acl/token/self", "GET"),
            Route.of("/v1/acl/tokens", "GET"),
            Route.of("/v1/acl/update", "PUT"),
            Route.of("/v1/agent/check/deregister/", "PUT"),
            Route.of("/v1/agent/check/fail/", "PUT"),
            Route.of("/v1/agent/check/pass/", "PUT"),
            Route.of("/v1/agent/check/register", "PUT"),
            Route.of("/v1/agent/check/update/", "PUT"),
            Route.of("/v1/agent/check/warn/", "PUT"),
            Route.of("/v1/agent/checks", "GET"),
            Route.of("/v1/agent/force-leave/", "PUT"),
            Route.of("/v1/agent/health/service/id/", "GET"),
            Route.of("/v1/agent/health/service/name/", "GET"),
            Route.of("/v1/agent/host", "GET"),
            Route.of("/v1/agent/join/", "PUT"),
            Route.of("/v1/agent/leave", "PUT"),
            Route.of("/v1/agent/maintenance", "PUT"),
            Route.of("/v1/agent/members", "GET"),
            Route.of("/v1/agent/metrics", "GET"),
            Route.of("/v1/agent/reload", "PUT"),
            Route.of("/v1/agent/self", "GET"),
            Route.of("/v1/agent/service/", "GET"),
            Route.of("/v1/agent/service/deregister/", "PUT"),
            Route.of("/v1/agent/service/maintenance/", "PUT"),
            Route.of("/v1/agent/service/register", "PUT"),
            Route.of("/v1/agent/services", "GET"),
            Route.of("/v1/agent/token/", "PUT"),
            Route.of("/v1/agent/version", "GET"),
            Route.of("/v1/catalog/connect/", "GET"),
            Route.of("/v1/catalog/datacenters", "GET"),
            Route.of("/v1/catalog/deregister", "PUT"),
            Route.of("/v1/catalog/gateway-services/", "GET"),
            Route.of("/v1/catalog/node/", "GET"),
            Route.of("/v1/catalog/node-services/", "GET"),
            Route.of("/v1/catalog/nodes", "GET"),
            Route.of("/v1/catalog/register", "PUT"),
            Route.of("/v1/catalog/service/", "GET"),
            Route.of("/v1/catalog/services", "GET"),
            Route.of("/v1/event/fire/", "PUT"),
            Route.of("/v1/event/list", "GET"),
            Route.of("/v1/health/checks/", "GET"),
            Route.of("/v1/health/connect/", "GET"),
            Route.of("/v1/health/ingress/", "GET"),
            Route.of("/v1/health/node/", "GET"),
            Route.of("/v1/health/service/", "GET"),
            Route.of("/v1/health/state/", "GET"),
            Route.of("/v1/coordinate/datacenters", "GET"),
            Route.of("/v1/coordinate/node/", "GET"),
            Route.of("/v1/coordinate/nodes", "GET"),
            Route.of("/v1/coordinate/update", "PUT"),
            Route.of("/v1/internal/acl/authorize", "POST"),
            KV,
            Route.of("/v1/session/create", "PUT"),
            Route.of("/v1/session/destroy/", "PUT"),
            Route.of("/v1/session/info/", "GET"),
            Route.of("/v1/session/list", "GET"),
            Route.of("/v1/session/node/", "GET"),
            Route.of("/v1/session/renew/", "PUT"),
            Route.of("/v1/snapshot", "GET", "PUT"),
            Route.of("/v1/snapshot/agent", "GET"),
            Route.of("/v1/status/leader", "GET"),
            Route.of("/v1/status/peers", "GET"),
            Route.of("/v1/txn", "PUT"))));

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
