package io.curia.agent;

import io.curia.agent.check.Probes;
import io.curia.model.HealthCheckDefinition;
import java.util.Objects;
import java.util.Optional;

/**
 * A check as it was registered: what it is called and what it does.
 *
 * @param id unique on this agent; an empty text when it is to be made up
 * @param name for people; may be empty until it is registered
 * @param notes for people
 * @param serviceId the instance it concerns, or an empty text for the node
 * @param status the first status, or an empty text
 * @param run what it does
 * @param successBeforePassing runs in a row that must succeed before it is passing, beyond the first
 * @param failuresBeforeCritical runs in a row that must fail before it is critical, beyond the first
 */
public record CheckDefinition(
        String id,
        String name,
        String notes,
        String serviceId,
        String status,
        HealthCheckDefinition run,
        int successBeforePassing,
        int failuresBeforeCritical) {
    /** One of which nothing is said. */
    public static final CheckDefinition EMPTY =
            new CheckDefinition("", "", "", "", "", HealthCheckDefinition.EMPTY, 0, 0);

    public CheckDefinition {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(notes);
        Objects.requireNonNull(serviceId);
        Objects.requireNonNull(status);
        Objects.requireNonNull(run);
    }

    /** The same with the names it goes by. */
    public CheckDefinition named(String newId, String newName, String newServiceId) {
        return new CheckDefinition(
                newId, newName, notes, newServiceId, status, run, successBeforePassing, failuresBeforeCritical);
    }

    /** Whether nothing was said about it. */
    public boolean isEmpty() {
        return equals(EMPTY);
    }

    /** Whether it waits for reports, and is critical when they stay away. */
    public boolean isTtl() {
        return run.ttl() > 0;
    }

    /** Whether it shows the health of another service or node. */
    public boolean isAlias() {
        return !run.aliasNode().isEmpty() || !run.aliasService().isEmpty();
    }

    /** Whether it runs a command on this machine. */
    public boolean isScript() {
        return Probes.isScript(run);
    }

    /** The name of what it does: {@code http}, {@code ttl} and so on; an empty text if it does nothing. */
    public String type() {
        if (!run.grpc().isEmpty()) {
            return "grpc";
        } else if (!run.http().isEmpty()) {
            return "http";
        } else if (isTtl()) {
            return "ttl";
        } else if (!run.tcp().isEmpty()) {
            return "tcp";
        } else if (isAlias()) {
            return "alias";
        } else if (!run.dockerContainerId().isEmpty()) {
            return "docker";
        } else if (isScript()) {
            return "script";
        }
        return run.h2ping().isEmpty() ? "" : "h2ping";
    }

    /** What is wrong with it, in the words of http-api §16; empty if nothing is. */
    public Optional<String> fault() {
        boolean repeated = hasInterval();
        if (run.interval() > 0 && run.ttl() > 0) {
            return Optional.of("Interval and TTL cannot both be specified");
        } else if (repeated && run.interval() <= 0) {
            return Optional.of("Interval must be > 0 for Script, HTTP, H2PING, or TCP checks");
        } else if (repeated && isAlias()) {
            return Optional.of("Interval cannot be set for Alias checks");
        } else if (isAlias() && run.ttl() > 0) {
            return Optional.of("TTL must be not be set for Alias checks");
        } else if (!repeated && !isAlias() && run.ttl() <= 0) {
            return Optional.of("TTL must be > 0 for TTL checks");
        } else if (run.outputMaxSize() < 0) {
            return Optional.of("MaxOutputMaxSize must be positive");
        } else if (repeated && !Probes.canRun(run)) {
            return Optional.of("this agent does not run checks of type " + type());
        }
        return Optional.empty();
    }

    private boolean hasInterval() {
        return !run.http().isEmpty()
                || !run.tcp().isEmpty()
                || !run.grpc().isEmpty()
                || !run.h2ping().isEmpty()
                || (run.scriptArgs() != null && !run.scriptArgs().isEmpty());
    }
}
