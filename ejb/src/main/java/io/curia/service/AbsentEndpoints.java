package io.curia.service;

import io.curia.http.Endpoint;
import java.util.List;
import java.util.stream.Stream;

/**
 * Paths that only the reference has. Their methods are checked as elsewhere; a request that the reference would take is
 * answered as for an unknown path. A row moves from here to {@link Endpoints} once there is a method for it.
 */
final class AbsentEndpoints {
    static final List<Endpoint<?>> ALL = Stream.of(
                    absent("/v1/agent/connect/authorize", "POST"),
                    absent("/v1/agent/connect/ca/leaf/", "GET"),
                    absent("/v1/agent/connect/ca/roots", "GET"),
                    absent("/v1/agent/monitor", "GET"),
                    absent("/v1/config", "PUT"),
                    absent("/v1/config/", "GET", "DELETE"),
                    absent("/v1/connect/ca/configuration", "GET", "PUT"),
                    absent("/v1/connect/ca/roots", "GET"),
                    absent("/v1/connect/intentions", "GET", "POST"),
                    absent("/v1/connect/intentions/", "GET", "PUT", "DELETE"),
                    absent("/v1/connect/intentions/check", "GET"),
                    absent("/v1/connect/intentions/exact", "GET", "PUT", "DELETE"),
                    absent("/v1/connect/intentions/match", "GET"),
                    absent("/v1/discovery-chain/", "GET", "POST"),
                    absent("/v1/internal/federation-state/", "GET"),
                    absent("/v1/internal/federation-states", "GET"),
                    absent("/v1/internal/federation-states/mesh-gateways", "GET"),
                    absent("/v1/internal/ui/gateway-intentions/", "GET"),
                    absent("/v1/internal/ui/gateway-services-nodes/", "GET"),
                    absent("/v1/internal/ui/metrics-proxy/", "GET"),
                    absent("/v1/internal/ui/node/", "GET"),
                    absent("/v1/internal/ui/nodes", "GET"),
                    absent("/v1/internal/ui/service-topology/", "GET"),
                    absent("/v1/internal/ui/services", "GET"),
                    absent("/v1/query", "GET", "POST"),
                    absent("/v1/query/", "GET", "PUT", "DELETE"))
            .flatMap(row -> row)
            .toList();

    private AbsentEndpoints() {}

    private static Stream<Endpoint<?>> absent(String path, String... methods) {
        return Stream.of(methods).map(method -> Endpoint.absent(method, path));
    }
}
