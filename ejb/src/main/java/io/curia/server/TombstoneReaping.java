package io.curia.server;

import io.curia.fsm.Fsm;
import io.curia.fsm.kv.TombstoneReapCommand;
import io.curia.raft.api.ReplicatedLog;
import io.curia.state.Indexes;
import io.curia.state.StateStore;
import io.curia.state.Tombstones;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Removes tombstones that have lived long enough (state-store §6). */
final class TombstoneReaping implements LeaderDuty {
    private static final Logger LOG = System.getLogger(TombstoneReaping.class.getName());
    /** Tombstones of this much time are reaped with one command. */
    private static final Duration GRANULARITY = Duration.ofSeconds(30);

    private final ReplicatedLog log;
    private final Fsm fsm;
    private final Executor leaderThread;
    private final Duration period;
    private final TombstoneExpiry expiry;
    /** Counts the times that this server began and ceased to lead; what was proposed in an earlier one is void. */
    private int reign;

    private StateStore seenStore;

    TombstoneReaping(ReplicatedLog log, Fsm fsm, Duration ttl, Executor leaderThread) {
        this.log = log;
        this.fsm = fsm;
        this.leaderThread = leaderThread;
        this.period = ttl.compareTo(GRANULARITY) < 0 ? ttl : GRANULARITY;
        this.expiry = new TombstoneExpiry(ttl.toNanos());
    }

    @Override
    public Duration period() {
        return period;
    }

    @Override
    public void begin() {
        reign++;
        noteNewest(System.nanoTime());
    }

    @Override
    public void turn() {
        long now = System.nanoTime();
        noteNewest(now);
        expiry.takeDue(now).ifPresent(this::reap);
    }

    @Override
    public void end() {
        reign++;
        expiry.clear();
    }

    /**
     * The index table says it without a look at the tombstones: its row moves with every one inserted. It is looked at
     * once a period, so all of a period share one reaping, and none goes before its time.
     */
    private void noteNewest(long now) {
        var store = fsm.store();
        if (store != seenStore) {
            // a restored state: its tombstones may be older than those noted, and live their whole time again
            expiry.clear();
            seenStore = store;
        }
        expiry.note(now, Indexes.get(store.read(), Tombstones.INDEX_KEY, null));
    }

    private void reap(long upTo) {
        if (!Tombstones.all(fsm.store().read()).iterator().hasNext()) {
            return;
        }
        var proposedIn = reign;
        // another leader gives tombstones their whole time again
        log.applyAsLeader(TombstoneReapCommand.upTo(upTo).encode())
                .whenCompleteAsync(
                        (result, failure) -> {
                            if (failure != null && reign == proposedIn) {
                                LOG.log(
                                        Level.DEBUG,
                                        "tombstones up to {0} are tried again: {1}",
                                        upTo,
                                        failure.toString());
                                expiry.putBack(System.nanoTime(), upTo);
                            }
                        },
                        leaderThread);
    }

    @Override
    public String toString() {
        return "removing old tombstones";
    }
}
