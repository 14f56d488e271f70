package io.curia.agent;

import io.curia.model.HealthCheck;
import io.curia.model.NodeService;
import java.util.ArrayList;
import java.util.List;

/**
 * How a service of this agent is. Immutable.
 *
 * @param service the service
 * @param status that of the worst of the checks, or {@link #MAINTENANCE}; passing if there are none
 * @param checks its own and those of the node, which count for each of its services
 */
public record ServiceHealth(NodeService service, String status, List<HealthCheck> checks) {
    /** The status of what was taken out of use. */
    public static final String MAINTENANCE = "maintenance";

    public ServiceHealth {
        checks = List.copyOf(checks);
    }

    /** How a service is by what the agent has now. */
    public static ServiceHealth of(NodeService service, LocalState state) {
        var checks = new ArrayList<HealthCheck>();
        String status = HealthCheck.PASSING;
        for (LocalCheck local : state.checks().values()) {
            var check = local.check();
            if (check.isOfNode() || check.serviceId().equals(service.id())) {
                checks.add(check);
                status = worse(status, check.type().equals(MAINTENANCE) ? MAINTENANCE : check.status());
            }
        }
        return new ServiceHealth(service, status, checks);
    }

    private static String worse(String one, String other) {
        return severity(other) > severity(one) ? other : one;
    }

    private static int severity(String status) {
        return switch (status) {
            case HealthCheck.PASSING -> 0;
            case HealthCheck.WARNING -> 1;
            case HealthCheck.CRITICAL -> 2;
            default -> 3;
        };
    }
}
