package io.curia.agent;

import io.curia.model.HealthCheck;
import java.util.Optional;

/**
 * A check as this agent has it.
 *
 * @param check its present state, with the indexes 0
 * @param definition what it does; empty for the checks of maintenance, which do nothing
 */
public record LocalCheck(HealthCheck check, Optional<CheckDefinition> definition) {}
