package io.curia.snapshotagent;

import io.curia.client.Faults;
import io.curia.snapshotagent.cluster.Lease;
import io.curia.snapshotagent.cluster.Registration;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows the cluster that an agent lives, and keeps its lock, whatever the agent's own thread does meanwhile. Has a thread
 * of its own; any thread may use it.
 */
final class Heartbeat implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(4);
    private static final Duration LONGEST_RUN = Duration.ofHours(1);
    private static final long STOP_TIMEOUT_S = 30;

    private final Registration registration;
    private final History history;
    private final Interruption interruption;
    private final AgentLog log;
    private final ScheduledExecutorService thread;
    private volatile Lease lease;
    private volatile long runBegan;
    private volatile boolean runs;
    private volatile boolean started;
    private boolean registered = true;

    Heartbeat(Registration registration, History history, Interruption interruption, AgentLog log) {
        this.registration = registration;
        this.history = history;
        this.interruption = interruption;
        this.log = log;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var made = new Thread(task, "curia-snapshot-agent-heartbeat");
            made.setDaemon(true);
            return made;
        });
    }

    void start() {
        started = true;
        Future<?> unused = thread.scheduleWithFixedDelay(this::beat, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** From now on this lock is kept; null for none. */
    void keep(Lease newLease) {
        lease = newLease;
    }

    /** A run begins. */
    void runBegins() {
        runBegan = System.nanoTime();
        runs = true;
    }

    /** The run is over. */
    void runEnds() {
        runs = false;
    }

    /** Beats once more, soon, if it was started. */
    void now() {
        if (started) {
            thread.execute(this::beat);
        }
    }

    private void beat() {
        try {
            var kept = lease;
            if (kept != null && !kept.keep() && kept == lease) {
                interruption.request(Interruption.Cause.LOCK_LOST);
            }
            if (runs && System.nanoTime() - runBegan > LONGEST_RUN.toNanos()) {
                interruption.request(Interruption.Cause.TOO_LONG);
            }
            refresh();
        } catch (RuntimeException e) {
            // an exception would end the timer for good
            log.log(Level.ERROR, "the snapshot agent's heartbeat failed: " + e);
        }
    }

    private void refresh() {
        var newest = history.newest();
        boolean saving = newest.map(RunRecord::succeeded).orElse(true);
        String output = newest.map(run -> run.succeeded() ? "saved snapshot " + run.id() : run.faults())
                .orElse("no snapshot was taken yet");
        try {
            registration.refresh(saving, output);
            registered = true;
        } catch (IOException e) {
            if (registered) {
                String line = "cannot tell the server that the snapshot agent runs: " + Faults.line(e);
                log.log(Level.WARNING, line);
                history.failed(line);
            }
            registered = false;
        }
    }

    /** Ends it, when a beat that is under way is over. */
    @Override
    public void close() {
        thread.shutdown();
        boolean interrupted = false;
        try {
            if (!thread.awaitTermination(STOP_TIMEOUT_S, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
