package io.curia.agent;

import io.curia.model.HealthCheck;
import io.curia.model.NodeService;
import io.curia.text.Durations;

/** How definitions become checks. */
final class ServiceChecks {
    private ServiceChecks() {}

    /**
     * A check of a service with the id and name it goes by when its definition has none.
     *
     * @param number which of several it is, from 1; 0 if it is the only one
     */
    static CheckDefinition named(CheckDefinition check, NodeService service, int number) {
        String id = check.id();
        if (id.isEmpty()) {
            id = "service:" + service.id() + (number == 0 ? "" : ":" + number);
        }
        String name = check.name().isEmpty() ? "Service '" + service.service() + "' check" : check.name();
        return check.named(id, name, service.id());
    }

    /** The check before its first run; one registered with its service shows a time only if it has one. */
    static HealthCheck check(String node, CheckDefinition definition, NodeService service) {
        var check = HealthCheck.SHAPE
                .draft()
                .set(HealthCheck.NODE, node)
                .set(HealthCheck.CHECK_ID, definition.id())
                .set(HealthCheck.NAME, definition.name())
                .set(HealthCheck.STATUS, definition.status().isEmpty() ? HealthCheck.CRITICAL : definition.status())
                .set(HealthCheck.NOTES, definition.notes())
                .set(HealthCheck.SERVICE_ID, definition.serviceId())
                .set(HealthCheck.TYPE, definition.type())
                .set(HealthCheck.INTERVAL, time(definition.run().interval(), service))
                .set(HealthCheck.TIMEOUT, time(definition.run().timeout(), service))
                .build();
        return service == null ? check : check.withService(service);
    }

    private static String time(long nanos, NodeService service) {
        return nanos == 0 && service != null ? "" : Durations.format(nanos);
    }
}
