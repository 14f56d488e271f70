package io.curia.service.agent;

import io.curia.model.Weights;
import io.curia.service.catalog.MeshRules;
import java.util.Set;

/** What must be true of a service that is registered (http-api §16), and the texts when it is not. */
final class ServiceRules {
    private static final Set<String> WILDCARD_ADDRESSES = Set.of("0.0.0.0", "::", "[::]");
    private static final int MAX_WEIGHT = 65535;

    private ServiceRules() {}

    /** Whether the address stands for all addresses, under which nobody can be reached. */
    static boolean isWildcard(String address) {
        return WILDCARD_ADDRESSES.contains(address);
    }

    /** What is wrong with weights; null if nothing is. */
    static String fault(Weights weights) {
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
    static String fault(ServiceDefinition definition) {
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
