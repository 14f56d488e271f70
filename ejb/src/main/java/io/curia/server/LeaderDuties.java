package io.curia.server;

import io.curia.fsm.Fsm;
import io.curia.fsm.kv.TombstoneReapCommand;
import io.curia.raft.RaftEngine;
import io.curia.state.Indexes;
import io.curia.state.Tombstones;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What the leader does without being asked (raft-and-autopilot §3). All of it runs on one thread of its own, which never
 * waits: proposals are answered later, on the same thread.
 */
final class LeaderDuties implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LeaderDuties.class.getName());
    /** Tombstones of this much time are reaped with one command. */
    private static final Duration GRANULARITY = Duration.ofSeconds(30);

    private final RaftEngine raft;
    private final Fsm fsm;
    private final TombstoneExpiry expiry;
    private final ScheduledExecutorService thread;
    private boolean leading;

    private LeaderDuties(RaftEngine raft, Fsm fsm, Duration tombstoneTtl) {
        this.raft = raft;
        this.fsm = fsm;
        this.expiry = new TombstoneExpiry(tombstoneTtl.toNanos());
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var made = new Thread(task, "curia-leader");
            made.setDaemon(true);
            return made;
        });
    }

    /** Starts the duties; they rest while this server does not lead. */
    static LeaderDuties start(RaftEngine raft, Fsm fsm, Duration tombstoneTtl) {
        var duties = new LeaderDuties(raft, fsm, tombstoneTtl);
        raft.onLeadershipChange(ready -> duties.submit(duties::refreshLeadership));
        long period = (tombstoneTtl.compareTo(GRANULARITY) < 0 ? tombstoneTtl : GRANULARITY).toNanos();
        Future<?> unused =
                duties.thread.scheduleAtFixedRate(duties::reapTombstones, period, period, TimeUnit.NANOSECONDS);
        return duties;
    }

    /** What the log says may have been overtaken when it is heard here, so it is asked again. */
    private void refreshLeadership() {
        boolean leads = raft.isLeader();
        if (leads == leading) {
            return;
        }
        leading = leads;
        expiry.clear();
        if (leads) {
            expiry.note(System.nanoTime(), newestTombstone());
        }
    }

    private void reapTombstones() {
        try {
            refreshLeadership();
            if (leading) {
                long now = System.nanoTime();
                expiry.note(now, newestTombstone());
                expiry.takeDue(now).ifPresent(this::reap);
            }
        } catch (RuntimeException e) {
            // an exception would end the timer for good; the next round looks again
            LOG.log(Level.ERROR, "tombstones could not be looked at", e);
        }
    }

    /**
     * The index table says it without a look at the tombstones: its row moves with every one inserted. It is looked at
     * once a period, so all of a period share one reaping, and none goes before its time.
     */
    private long newestTombstone() {
        return Indexes.get(fsm.store().read(), Tombstones.INDEX_KEY, null);
    }

    private void reap(long upTo) {
        if (!Tombstones.all(fsm.store().read()).iterator().hasNext()) {
            return;
        }
        raft.apply(TombstoneReapCommand.upTo(upTo).encode()).whenComplete((result, failure) -> {
            if (failure != null) {
                LOG.log(Level.DEBUG, "tombstones up to {0} are tried again: {1}", upTo, failure.toString());
                submit(() -> {
                    if (leading) {
                        expiry.putBack(System.nanoTime(), upTo);
                    }
                });
            }
        });
    }

    private void submit(Runnable duty) {
        try {
            thread.execute(duty);
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
