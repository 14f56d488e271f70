package io.curia.snapshotagent;

import io.curia.client.Faults;
import io.curia.snapshotagent.AgentReport.LockHolder;
import io.curia.snapshotagent.AgentReport.State;
import io.curia.snapshotagent.Interruption.Cause;
import io.curia.snapshotagent.Interruption.Interrupted;
import io.curia.snapshotagent.cluster.ClusterLock;
import io.curia.snapshotagent.cluster.Lease;
import io.curia.snapshotagent.cluster.Registration;
import io.curia.snapshotagent.cluster.ServerApi;
import io.curia.snapshotagent.config.AgentConfig;
import io.curia.snapshotagent.config.AgentName;
import io.curia.snapshotagent.storage.SnapshotTarget;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** The agent's work under one configuration. Runs on one thread. */
final class AgentLoop {
    private final AgentConfig config;
    private final List<SnapshotTarget> targets;
    private final SnapshotRun run;
    private final ClusterLock lock;
    private final Registration registration;
    private final History history;
    private final Interruption interruption;
    private final AgentLog log;
    private final Heartbeat heartbeat;
    /** When the next archive is due in all storages. */
    private final Schedule regular;
    /** The storages that missed the last archive. */
    private List<SnapshotTarget> due = List.of();

    AgentLoop(
            AgentConfig config,
            List<SnapshotTarget> targets,
            SnapshotRun run,
            ServerApi api,
            AgentName name,
            History history,
            Interruption interruption,
            AgentLog log) {
        this.config = config;
        this.targets = targets;
        this.run = run;
        this.lock = new ClusterLock(
                api,
                config.presence().lockKey(),
                name.serviceId(config.presence().service()));
        this.registration = new Registration(api, config.presence(), name);
        this.history = history;
        this.interruption = interruption;
        this.log = log;
        this.regular = new Schedule(config.schedule().interval(), System::nanoTime);
        this.heartbeat = new Heartbeat(registration, history, interruption, log);
    }

    /** A single run, without lock and registration. */
    RunRecord once() throws Interrupted, IOException {
        history.is(State.ACTIVE, null);
        return runOnce(targets);
    }

    /**
     * Saves archives whenever it is this agent's turn.
     *
     * @throws Interrupted when the agent is to end, or to begin anew; nothing else ends this
     */
    void forever() throws Interrupted {
        heartbeat.start();
        try {
            while (true) {
                takeTurn();
            }
        } finally {
            heartbeat.close();
            quietly("end the registration", registration::end);
        }
    }

    private void takeTurn() throws Interrupted {
        try {
            lead(obtain());
        } catch (Interrupted e) {
            if (e.reason() == Cause.STOP || e.reason() == Cause.RELOAD) {
                throw e;
            }
            // asked for when what it was about had just ended
            interruption.settle(e.reason());
        }
    }

    /** Waits for the lock. */
    private Lease obtain() throws Interrupted {
        log.log(Level.INFO, "Waiting to obtain leadership...");
        history.is(State.STARTING, null);
        for (int failures = 1; ; failures++) {
            try {
                return awaitLock();
            } catch (IOException | RuntimeException e) {
                var pause = Backoff.after(failures, Backoff.LONGEST);
                String line = "cannot obtain leadership: " + Faults.line(e);
                log.log(Level.WARNING, line + "; the next try is in " + pause.toSeconds() + " s");
                history.failed(line);
                history.nextRun(Instant.now().plus(pause));
                interruption.pause(pause);
            }
        }
    }

    private Lease awaitLock() throws IOException, Interrupted {
        while (true) {
            interruption.check();
            var tried = lock.tryOnce();
            var holder = tried.holder()
                    .map(each -> new LockHolder(each.node(), each.session()))
                    .orElse(null);
            if (tried.lease().isPresent()) {
                history.is(State.ACTIVE, holder);
                return tried.lease().get();
            }
            history.is(State.STANDBY, holder);
            interruption.waiting(() -> {
                lock.awaitChance(tried);
                return null;
            });
        }
    }

    /** Saves archives until the lock is lost or better left to another agent. */
    private void lead(Lease lease) throws Interrupted {
        log.log(Level.INFO, "Obtained leadership");
        heartbeat.keep(lease);
        quietly("register the check", () -> registration.setActive(true));
        Duration rest = Duration.ZERO;
        try {
            rest = saveInTurn();
        } catch (Interrupted e) {
            if (e.reason() != Cause.LOCK_LOST) {
                throw e;
            }
            String line = "lost leadership: the lock " + config.presence().lockKey() + " is no longer this agent's";
            log.log(Level.WARNING, line);
            history.failed(line);
        } finally {
            heartbeat.keep(null);
            interruption.settle(Cause.LOCK_LOST);
            quietly("deregister the check", () -> registration.setActive(false));
            quietly("release the lock", lease::release);
        }
        history.is(State.STARTING, null);
        history.nextRun(Instant.now().plus(rest));
        interruption.pause(rest);
    }

    /** @return how long to leave the lock to others */
    private Duration saveInTurn() throws Interrupted {
        int failures = 0;
        int most = config.schedule().maxFailures();
        var interval = config.schedule().interval();
        while (true) {
            if (regular.isDue()) {
                due = targets;
            } else if (due.isEmpty()) {
                rest(interval);
                continue;
            }
            var done = runOnce(due);
            due = missed(due, done);
            if (done.succeeded()) {
                failures = 0;
                continue;
            }
            failures++;
            var backoff = Backoff.after(history.consecutiveFailures(), interval);
            if (most > 0 && failures >= most) {
                log.log(Level.WARNING, "giving up leadership after " + failures + " failed snapshots");
                return backoff;
            }
            rest(backoff);
        }
    }

    /** At most so long, and not beyond the next archive. */
    private void rest(Duration most) throws Interrupted {
        var pause = regular.untilDue(most);
        history.nextRun(Instant.now().plus(pause));
        interruption.pause(pause);
    }

    /** The storages that have to be tried again. */
    private static List<SnapshotTarget> missed(List<SnapshotTarget> tried, RunRecord done) {
        if (done.targets().size() != tried.size()) {
            return tried;
        }
        return IntStream.range(0, tried.size())
                .filter(i -> !done.targets().get(i).stored())
                .mapToObj(tried::get)
                .toList();
    }

    private RunRecord runOnce(List<SnapshotTarget> into) throws Interrupted {
        history.nextRun(null);
        heartbeat.runBegins();
        RunRecord done;
        try {
            done = interruption.running(() -> run.take(into));
        } catch (Interrupted e) {
            if (e.reason() != Cause.TOO_LONG) {
                throw e;
            }
            interruption.settle(Cause.TOO_LONG);
            done = new RunRecord(Instant.now(), Duration.ZERO, 0, 0, 0, List.of(), "the run took too long");
        } catch (IOException e) {
            throw new IllegalStateException("a run tells its faults in its record", e);
        } finally {
            heartbeat.runEnds();
        }
        history.ran(done);
        tell(done);
        return done;
    }

    private void tell(RunRecord done) {
        if (done.succeeded()) {
            log.log(Level.INFO, "Saved snapshot " + done.id());
            if (!done.faults().isEmpty()) {
                log.log(Level.WARNING, done.faults());
            }
        } else {
            log.log(Level.ERROR, "Snapshot failed: " + done.faults());
        }
        heartbeat.now();
    }

    /** A request to the server. */
    private interface Step {
        void run() throws IOException;
    }

    /** Does what needs not succeed: sessions and checks end by themselves if nobody keeps them. */
    private void quietly(String what, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            log.log(Level.DEBUG, "cannot " + what + ": " + Faults.line(e));
        }
    }
}
