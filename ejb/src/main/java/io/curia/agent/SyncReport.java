package io.curia.agent;

import io.curia.raft.api.RaftException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;

/**
 * Tells the operator that the catalog is not in step with this agent: once for each cause, again after an hour if it is
 * still so, and when it is over. Thread-safe.
 */
final class SyncReport {
    private static final Logger LOG = System.getLogger(AntiEntropy.class.getName());
    private static final long REMINDER_NANOS = Duration.ofHours(1).toNanos();
    private static final String TAKEN = "is reserved by node";

    private final LongSupplier nanoClock;
    private String told = "";
    private long toldAt;

    SyncReport(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** A round has failed. */
    synchronized void failed(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String why = String.valueOf(cause.getMessage());
        long now = nanoClock.getAsLong();
        if (why.equals(told) && now - toldAt < REMINDER_NANOS) {
            LOG.log(Level.DEBUG, "the catalog is still not in step with this agent: {0}", why);
            return;
        }
        told = why;
        toldAt = now;
        // without a leader nothing can be written anywhere, which is told elsewhere
        LOG.log(
                cause instanceof RaftException ? Level.INFO : Level.WARNING,
                "services and checks of this agent are not in the catalog, which is tried again until it works: {0}{1}",
                why,
                remedy(why));
    }

    private static String remedy(String why) {
        return why.contains(TAKEN)
                ? "; the leader gives the name to this server unless another server is running under it, which then"
                        + " needs another curia.node-name"
                : "";
    }

    /** A round has succeeded. */
    synchronized void succeeded() {
        if (!told.isEmpty()) {
            LOG.log(Level.INFO, "services and checks of this agent are in the catalog again");
            told = "";
        }
    }
}
