package io.curia.service.agent;

import io.curia.agent.CheckDefinition;
import io.curia.model.NodeService;
import java.util.List;

/**
 * A service as it is registered with an agent.
 *
 * @param service the service itself; its id is its name when none was given, and its weights are set
 * @param idGiven whether the id is the client's
 * @param checks its checks, as they were given
 * @param sidecar a proxy that is to be registered with it; null for none
 */
record ServiceDefinition(
        NodeService service, boolean idGiven, List<CheckDefinition> checks, ServiceDefinition sidecar) {
    ServiceDefinition {
        checks = List.copyOf(checks);
    }
}
