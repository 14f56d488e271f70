package io.curia.snapshotagent;

import io.curia.snapshotagent.AgentReport.Failure;
import io.curia.snapshotagent.AgentReport.LockHolder;
import io.curia.snapshotagent.AgentReport.State;
import io.curia.snapshotagent.config.AgentConfig;
import io.curia.snapshotagent.config.AgentConfig.Schedule;
import io.curia.snapshotagent.config.Storage;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What an agent remembers about itself, in memory. Safe for use by any thread. */
final class History {
    private static final int LENGTH = 50;

    private final Deque<RunRecord> runs = new ArrayDeque<>();
    private Schedule schedule;
    private List<String> targets;
    private State state = State.STARTING;
    private LockHolder lockHolder;
    private Instant nextRun;
    private Failure lastError;
    private RunRecord lastSuccess;
    private int consecutiveFailures;

    History(AgentConfig config) {
        configured(config);
    }

    synchronized void configured(AgentConfig config) {
        schedule = config.schedule();
        targets = config.storages().stream().map(Storage::description).toList();
    }

    synchronized void is(State newState, LockHolder newHolder) {
        state = newState;
        lockHolder = newHolder;
        nextRun = null;
    }

    synchronized void nextRun(Instant time) {
        nextRun = time;
    }

    synchronized void failed(String error) {
        lastError = new Failure(Instant.now(), error);
    }

    synchronized void ran(RunRecord run) {
        runs.addFirst(run);
        if (runs.size() > LENGTH) {
            runs.removeLast();
        }
        if (run.succeeded()) {
            lastSuccess = run;
            consecutiveFailures = 0;
        } else {
            consecutiveFailures++;
        }
        if (!run.faults().isEmpty()) {
            failed(run.faults());
        }
    }

    synchronized int consecutiveFailures() {
        return consecutiveFailures;
    }

    /** The newest run, empty if there was none. */
    synchronized Optional<RunRecord> newest() {
        return Optional.ofNullable(runs.peekFirst());
    }

    synchronized AgentReport report() {
        return new AgentReport(
                state,
                Optional.ofNullable(lockHolder),
                schedule,
                Optional.ofNullable(nextRun),
                Optional.ofNullable(lastError),
                Optional.ofNullable(lastSuccess),
                consecutiveFailures,
                targets,
                List.copyOf(runs));
    }
}
