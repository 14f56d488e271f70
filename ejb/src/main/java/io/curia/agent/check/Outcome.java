package io.curia.agent.check;

import io.curia.model.HealthCheck;
import java.util.Objects;

/**
 * What one run of a check found.
 *
 * @param status {@link HealthCheck#PASSING}, {@link HealthCheck#WARNING} or {@link HealthCheck#CRITICAL}
 * @param output for people
 */
public record Outcome(String status, String output) {
    public Outcome {
        Objects.requireNonNull(status);
        Objects.requireNonNull(output);
    }

    static Outcome passing(String output) {
        return new Outcome(HealthCheck.PASSING, output);
    }

    static Outcome warning(String output) {
        return new Outcome(HealthCheck.WARNING, output);
    }

    static Outcome critical(String output) {
        return new Outcome(HealthCheck.CRITICAL, output);
    }
}
