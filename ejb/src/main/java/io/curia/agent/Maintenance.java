package io.curia.agent;

import io.curia.model.HealthCheck;
import io.curia.model.NodeService;

/** The checks that take a node or a service out of use while somebody works on it. */
final class Maintenance {
    /** The id of the node's. */
    static final String NODE = "_node_maintenance";

    private static final String SERVICE_PREFIX = "_service_maintenance:";
    private static final String TYPE = "maintenance";

    private Maintenance() {}

    static String idOf(String serviceId) {
        return SERVICE_PREFIX + serviceId;
    }

    static HealthCheck ofNode(String node, String reason) {
        return check(node, NODE, "Node Maintenance Mode", notes(reason, "node"), "");
    }

    static HealthCheck ofService(String node, NodeService service, String reason) {
        return check(node, idOf(service.id()), "Service Maintenance Mode", notes(reason, "service"), service.id())
                .withService(service);
    }

    private static String notes(String reason, String what) {
        return reason.isEmpty()
                ? "Maintenance mode is enabled for this " + what
                        + ", but no reason was provided. This is a default message."
                : reason;
    }

    private static HealthCheck check(String node, String id, String name, String notes, String serviceId) {
        return HealthCheck.SHAPE
                .draft()
                .set(HealthCheck.NODE, node)
                .set(HealthCheck.CHECK_ID, id)
                .set(HealthCheck.NAME, name)
                .set(HealthCheck.STATUS, HealthCheck.CRITICAL)
                .set(HealthCheck.NOTES, notes)
                .set(HealthCheck.SERVICE_ID, serviceId)
                .set(HealthCheck.TYPE, TYPE)
                .build();
    }
}
