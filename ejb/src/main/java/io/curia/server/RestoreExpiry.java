package io.curia.server;

import io.curia.fsm.Fsm;
import io.curia.fsm.restore.RestoreCommand;
import io.curia.raft.api.ReplicatedLog;
import io.curia.state.StagedRestore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Drops the chunks of a restore whose server has gone: those of one that has got no new chunk for ten minutes while this
 * server led. A restore that is still alive and is dropped all the same fails, and changes nothing.
 */
final class RestoreExpiry implements LeaderDuty {
    /** How long a restore may stand still; reading a large archive before the switch takes a part of it. */
    static final Duration TTL = Duration.ofMinutes(10);

    private static final Logger LOG = System.getLogger(RestoreExpiry.class.getName());

    private final ReplicatedLog log;
    private final Fsm fsm;
    private final LongSupplier nanoClock;

    private Seen seen;

    private record Seen(String restore, long chunks, long since) {}

    RestoreExpiry(ReplicatedLog log, Fsm fsm, LongSupplier nanoClock) {
        this.log = log;
        this.fsm = fsm;
        this.nanoClock = nanoClock;
    }

    @Override
    public Duration period() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void begin() {
        look();
    }

    @Override
    public void turn() {
        look();
        if (seen != null && nanoClock.getAsLong() - seen.since >= TTL.toNanos()) {
            LOG.log(Level.WARNING, "a restore of a snapshot was given up half-way and is dropped: {0}", seen.restore);
            // if it fails, the next turn finds the restore again; another leader gives it its whole time again
            var unused = log.applyAsLeader(RestoreCommand.drop(seen.restore).encode());
        }
    }

    private void look() {
        var txn = fsm.store().read();
        var restore = StagedRestore.present(txn);
        if (restore == null) {
            seen = null;
            return;
        }
        long chunks = StagedRestore.count(txn);
        if (seen == null || !seen.restore.equals(restore) || seen.chunks != chunks) {
            seen = new Seen(restore, chunks, nanoClock.getAsLong());
        }
    }

    @Override
    public void end() {
        seen = null;
    }

    @Override
    public String toString() {
        return "dropping restores that were given up";
    }
}
