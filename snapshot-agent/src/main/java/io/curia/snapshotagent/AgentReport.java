package io.curia.snapshotagent;

import io.curia.snapshotagent.config.AgentConfig.Schedule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How an agent is at one moment.
 *
 * @param lockHolder who holds the lock, as far as this agent knows
 * @param nextRun when the next archive is due, or after a failure the next try for the lock; empty during a run and while
 *     another agent is the active one
 * @param lastError the newest failure; it stays when runs succeed again
 * @param consecutiveFailures runs that failed since the last one that did not
 * @param targets descriptions of the storages
 * @param history newest first
 */
public record AgentReport(
        State state,
        Optional<LockHolder> lockHolder,
        Schedule schedule,
        Optional<Instant> nextRun,
        Optional<Failure> lastError,
        Optional<RunRecord> lastSuccess,
        int consecutiveFailures,
        List<String> targets,
        List<RunRecord> history) {
    /** What an agent is about. */
    public enum State {
        /** It has not found out yet whether there is another. */
        STARTING,
        /** Another agent holds the lock. */
        STANDBY,
        /** It saves archives. */
        ACTIVE,
        /** It has ended. */
        STOPPED
    }

    /** The holder of the lock; the node is empty if it is not known. */
    public record LockHolder(String node, String session) {}

    /** Something that failed. */
    public record Failure(Instant time, String error) {}

    public AgentReport {
        targets = List.copyOf(targets);
        history = List.copyOf(history);
    }
}
