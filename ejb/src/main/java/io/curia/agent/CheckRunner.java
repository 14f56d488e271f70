package io.curia.agent;

import io.curia.agent.check.Outcome;
import io.curia.agent.check.Probe;
import io.curia.agent.check.Probes;
import io.curia.agent.check.Schedule;
import io.curia.model.HealthCheck;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Runs the checks that are to be run, each until it is stopped, and none before it is told to begin. Thread-safe. */
final class CheckRunner {
    /** No check runs more often. */
    private static final long SHORTEST_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Schedule schedule;
    private final Probes probes;
    private final AliasedHealth aliased;
    private final Told told;
    private final Map<String, Schedule.Running> running = new ConcurrentHashMap<>();
    /** What is to run once checks may; null from then on. */
    private Map<String, Runnable> waiting = new LinkedHashMap<>();

    /** Hears what checks found. */
    @FunctionalInterface
    interface Told {
        /** May be called on any thread, and must not block. */
        void outcome(String checkId, Outcome outcome);
    }

    CheckRunner(Schedule schedule, Probes probes, AliasedHealth aliased, Told told) {
        this.schedule = schedule;
        this.probes = probes;
        this.aliased = aliased;
        this.told = told;
    }

    /** The probe of a definition; null if there is nothing to run. */
    Probe probe(CheckDefinition definition) {
        return Probes.canRun(definition.run()) ? probes.of(definition.run()) : null;
    }

    /** Lets checks run: those that were started before, and from now on each when it is started. Idempotent. */
    synchronized void begin() {
        if (waiting != null) {
            var starting = waiting.values();
            waiting = null;
            starting.forEach(Runnable::run);
        }
    }

    /** Runs a check from now on, or from when checks may run, in the place of what ran under its id. */
    synchronized void start(String checkId, CheckDefinition definition, Probe probe) {
        stop(checkId);
        if (waiting == null) {
            startNow(checkId, definition, probe);
        } else {
            waiting.put(checkId, () -> startNow(checkId, definition, probe));
        }
    }

    private void startNow(String checkId, CheckDefinition definition, Probe probe) {
        if (definition.isTtl()) {
            expect(checkId, definition.run().ttl(), "");
        } else if (definition.isAlias()) {
            running.put(checkId, aliased.follow(definition, outcome -> told.outcome(checkId, outcome)));
        } else if (probe != null) {
            var steadiness = new Steadiness(definition);
            long interval = Math.max(SHORTEST_INTERVAL_NANOS, definition.run().interval());
            running.put(checkId, schedule.repeat(probe, interval, outcome -> steadiness
                    .count(outcome)
                    .ifPresent(counted -> told.outcome(checkId, counted))));
        }
    }

    /** A check that waits for reports has got one and waits for the next. */
    void reported(String checkId, long ttlNanos, String output) {
        if (running.containsKey(checkId)) {
            expect(checkId, ttlNanos, output);
        }
    }

    private void expect(String checkId, long ttlNanos, String lastOutput) {
        String text = lastOutput.isEmpty()
                ? "TTL expired"
                : "TTL expired (last output before timeout follows): " + lastOutput;
        var timer = schedule.after(ttlNanos, () -> told.outcome(checkId, new Outcome(HealthCheck.CRITICAL, text)));
        var before = running.put(checkId, timer);
        if (before != null) {
            before.cancel();
        }
    }

    /** Ends a check; nothing happens if it does not run. */
    synchronized void stop(String checkId) {
        if (waiting != null) {
            waiting.remove(checkId);
        }
        var stopped = running.remove(checkId);
        if (stopped != null) {
            stopped.cancel();
        }
    }

    /** Outcomes count once they have come often enough in a row. */
    private static final class Steadiness {
        private final int successes;
        private final int failures;
        private int succeeded;
        private int failed;

        private Steadiness(CheckDefinition definition) {
            successes = definition.successBeforePassing();
            failures = definition.failuresBeforeCritical();
        }

        private synchronized java.util.Optional<Outcome> count(Outcome outcome) {
            if (outcome.status().equals(HealthCheck.CRITICAL)) {
                succeeded = 0;
                return failed++ >= failures ? java.util.Optional.of(outcome) : java.util.Optional.empty();
            }
            failed = 0;
            return succeeded++ >= successes ? java.util.Optional.of(outcome) : java.util.Optional.empty();
        }
    }
}
