package io.curia.server;

import io.curia.raft.api.Cluster;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs what the leader does without being asked, while this server leads. All of it runs on one thread of its own, which
 * never waits; as an executor it runs further tasks there, such as those that follow a proposal.
 */
final class LeaderDuties implements Executor, AutoCloseable {
    private static final Logger LOG = System.getLogger(LeaderDuties.class.getName());
    private static final long NO_TERM = -1;

    private final Cluster cluster;
    private final List<LeaderDuty> duties = new ArrayList<>();
    private final ScheduledExecutorService thread;
    /** The term that the duties were begun in; what they remember is of no other. */
    private long leadingTerm = NO_TERM;

    LeaderDuties(Cluster cluster) {
        this.cluster = cluster;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var made = new Thread(task, "curia-leader");
            made.setDaemon(true);
            return made;
        });
    }

    /** Adds a duty; to be called before the start. */
    void add(LeaderDuty duty) {
        duties.add(duty);
    }

    /** Starts the duties; they rest while this server does not lead. */
    void start() {
        cluster.onLeadershipChange(ready -> execute(this::refreshLeadership));
        for (var duty : duties) {
            long period = duty.period().toNanos();
            Future<?> unused = thread.scheduleAtFixedRate(() -> turn(duty), period, period, TimeUnit.NANOSECONDS);
        }
    }

    /** What the log says may have been overtaken when it is heard here, so it is asked again. */
    private void refreshLeadership() {
        long term = cluster.isLeader() ? cluster.term() : NO_TERM;
        if (term == leadingTerm) {
            return;
        }
        // between two terms of this server another one may have led
        if (leadingTerm != NO_TERM) {
            duties.forEach(duty -> guarded(duty, duty::end));
        }
        leadingTerm = term;
        if (term != NO_TERM) {
            duties.forEach(duty -> guarded(duty, duty::begin));
        }
    }

    private void turn(LeaderDuty duty) {
        refreshLeadership();
        if (leadingTerm != NO_TERM) {
            guarded(duty, duty::turn);
        }
    }

    private static void guarded(LeaderDuty duty, Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            // an exception would end the timer for good; the next turn looks again
            LOG.log(Level.ERROR, duty + " failed for now", e);
        }
    }

    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "a duty came after the stop");
        }
    }

    /** Ends all duties; waits for none. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
