package io.curia.model;

import java.util.List;
import java.util.Objects;

/**
 * A check of a node, or of a service on it (fsm-commands §3, type 0).
 *
 * @param node name of the node
 * @param checkId unique on its node, without regard to case
 * @param name for people
 * @param status {@code passing}, {@code warning} or {@code critical}; an empty text in requests only
 * @param notes for people
 * @param output of the last run
 * @param serviceId the instance it concerns, or an empty text for the whole node
 * @param serviceName copied from the instance when the check is written
 * @param serviceTags copied likewise; null and empty differ
 * @param type {@code http}, {@code ttl} and so on, or an empty text
 * @param interval for people: the definition's is what counts
 * @param timeout likewise
 * @param exposedPort the port at which a proxy serves it
 * @param definition what it does; never null
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write that changed it
 */
public record HealthCheck(
        String node,
        String checkId,
        String name,
        String status,
        String notes,
        String output,
        String serviceId,
        String serviceName,
        List<String> serviceTags,
        String type,
        String interval,
        String timeout,
        int exposedPort,
        HealthCheckDefinition definition,
        long createIndex,
        long modifyIndex) {
    /** All is well. */
    public static final String PASSING = "passing";

    /** Something may be wrong; still given out. */
    public static final String WARNING = "warning";

    /** Not to be used. */
    public static final String CRITICAL = "critical";

    /** The check of a node by which the cluster says that it is reachable. */
    public static final String SERF_HEALTH = "serfHealth";

    public HealthCheck {
        Objects.requireNonNull(node);
        Objects.requireNonNull(checkId);
        Objects.requireNonNull(name);
        Objects.requireNonNull(status);
        Objects.requireNonNull(notes);
        Objects.requireNonNull(output);
        Objects.requireNonNull(serviceId);
        Objects.requireNonNull(serviceName);
        Objects.requireNonNull(definition);
        serviceTags = Lists.copyOf(serviceTags);
        // Millions of checks share what nearly all have.
        definition = definition.equals(HealthCheckDefinition.EMPTY) ? HealthCheckDefinition.EMPTY : definition;
        status = shared(status);
    }

    /** A check of a node, or of a service if its id is given. */
    public static HealthCheck of(String node, String checkId, String serviceId, String status) {
        return new HealthCheck(
                node,
                checkId,
                checkId,
                status,
                "",
                "",
                serviceId,
                "",
                null,
                "",
                "",
                "",
                0,
                HealthCheckDefinition.EMPTY,
                0,
                0);
    }

    /** The same with another outcome. */
    public HealthCheck withStatus(String newStatus, String newOutput) {
        return new HealthCheck(
                node,
                checkId,
                name,
                newStatus,
                notes,
                newOutput,
                serviceId,
                serviceName,
                serviceTags,
                type,
                interval,
                timeout,
                exposedPort,
                definition,
                createIndex,
                modifyIndex);
    }

    /** The same with another id. */
    public HealthCheck withId(String newCheckId) {
        return new HealthCheck(
                node,
                newCheckId,
                name,
                status,
                notes,
                output,
                serviceId,
                serviceName,
                serviceTags,
                type,
                interval,
                timeout,
                exposedPort,
                definition,
                createIndex,
                modifyIndex);
    }

    /** The same on another node. */
    public HealthCheck withNode(String newNode) {
        return new HealthCheck(
                newNode,
                checkId,
                name,
                status,
                notes,
                output,
                serviceId,
                serviceName,
                serviceTags,
                type,
                interval,
                timeout,
                exposedPort,
                definition,
                createIndex,
                modifyIndex);
    }

    /** The same with what is copied from its service, whose id it has. */
    public HealthCheck withService(NodeService service) {
        return new HealthCheck(
                node,
                checkId,
                name,
                status,
                notes,
                output,
                service.id().equals(serviceId) ? service.id() : serviceId,
                service.service(),
                service.tags(),
                type,
                interval,
                timeout,
                exposedPort,
                definition,
                createIndex,
                modifyIndex);
    }

    /** The same with another definition. */
    public HealthCheck withDefinition(HealthCheckDefinition newDefinition) {
        return new HealthCheck(
                node,
                checkId,
                name,
                status,
                notes,
                output,
                serviceId,
                serviceName,
                serviceTags,
                type,
                interval,
                timeout,
                exposedPort,
                newDefinition,
                createIndex,
                modifyIndex);
    }

    /** The same with other indexes. */
    public HealthCheck withIndexes(long newCreateIndex, long newModifyIndex) {
        return new HealthCheck(
                node,
                checkId,
                name,
                status,
                notes,
                output,
                serviceId,
                serviceName,
                serviceTags,
                type,
                interval,
                timeout,
                exposedPort,
                definition,
                newCreateIndex,
                newModifyIndex);
    }

    /** Whether all that counts is equal, so that writing one over the other changes nothing (state-store §4.4). */
    public boolean sameContent(HealthCheck other) {
        return node.equals(other.node)
                && checkId.equals(other.checkId)
                && name.equals(other.name)
                && status.equals(other.status)
                && notes.equals(other.notes)
                && output.equals(other.output)
                && serviceId.equals(other.serviceId)
                && serviceName.equals(other.serviceName)
                && Objects.equals(serviceTags, other.serviceTags)
                && definition.equals(other.definition);
    }

    /** Whether it concerns the whole node. */
    public boolean isOfNode() {
        return serviceId.isEmpty();
    }

    private static String shared(String status) {
        return switch (status) {
            case PASSING -> PASSING;
            case WARNING -> WARNING;
            case CRITICAL -> CRITICAL;
            default -> status;
        };
    }
}
