package io.curia.service.agent;

import io.curia.agent.CheckDefinition;
import io.curia.model.HealthCheck;
import io.curia.model.Weights;
import io.curia.refusal.Refusal;
import io.curia.service.catalog.MeshRules;
import io.curia.state.ServiceMeta;
import java.util.Set;

/** What must be true of a service that is registered (http-api §16), and the texts when it is not. */
final class ServiceRules {
    private static final Set<String> WILDCARD_ADDRESSES = Set.of("0.0.0.0", "::", "[::]");
    private static final Set<String> STATUSES = Set.of(HealthCheck.PASSING, HealthCheck.WARNING, HealthCheck.CRITICAL);
    private static final int MAX_WEIGHT = 65535;
    /** One body must not give the agent more to do than it can. */
    private static final int MOST_CHECKS = 1000;

    private ServiceRules() {}

    /** Whether a check can have the status. */
    static boolean isStatus(String status) {
        return STATUSES.contains(status);
    }

    /**
     * Refuses a service that cannot be registered.
     *
     * @throws Refusal for the first thing that is wrong with it or with its checks
     */
    static void require(ServiceDefinition definition) {
        var service = definition.service();
        if (service.service().isEmpty()) {
            throw Refusal.invalid("Missing service name");
        }
        if (isWildcard(service.address())) {
            throw Refusal.invalid("Invalid service address");
        }
        refuse("Invalid Weights: ", fault(service.weights()));
        refuse("Invalid Service Meta: ", ServiceMeta.fault(service.meta(), service.kind()));
        refuse("", fault(definition));
        if (definition.checks().size() > MOST_CHECKS) {
            throw Refusal.invalid("Invalid checks: a service may have at most " + MOST_CHECKS
                    + " checks, and this one has " + definition.checks().size());
        }
        for (CheckDefinition check : definition.checks()) {
            refuse("Invalid check: ", check.fault().orElse(null));
            if (!check.status().isEmpty() && !isStatus(check.status())) {
                throw Refusal.invalid("Status for checks must 'passing', 'warning', 'critical'");
            }
        }
    }

    private static void refuse(String before, String fault) {
        if (fault != null) {
            throw Refusal.invalid(before + fault);
        }
    }

    /** Whether the address stands for all addresses, under which nobody can be reached. */
    private static boolean isWildcard(String address) {
        return WILDCARD_ADDRESSES.contains(address);
    }

    /** What is wrong with weights; null if nothing is. */
    private static String fault(Weights weights) {
        if (weights.passing() < 1) {
            return "Passing must be greater than 0";
        } else if (weights.warning() < 0) {
            return "Warning must be greater or equal than 0";
        } else if (weights.passing() > MAX_WEIGHT || weights.warning() > MAX_WEIGHT) {
            return "Values must be lower or equal than " + MAX_WEIGHT;
        }
        return null;
    }

    /** What is wrong with the definition as a part of the mesh, as one text; null if nothing is. */
    private static String fault(ServiceDefinition definition) {
        var sidecar = definition.sidecar();
        if (sidecar != null && sidecar.idGiven()) {
            return one("A SidecarService cannot specify an ID as this is managed by the agent");
        } else if (sidecar != null && sidecar.sidecar() != null) {
            return one("A SidecarService cannot have a nested SidecarService");
        }
        return MeshRules.fault(definition.service());
    }

    private static String one(String fault) {
        return "1 error occurred:\n\t* " + fault + "\n\n";
    }
}
