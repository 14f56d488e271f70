package io.curia.raft.hazelcast;

import com.hazelcast.internal.server.ServerConnection;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Ends connections to the Raft port that are not those of servers, and says so, but not for each. Thread-safe. */
final class Refusals {
    private static final Logger LOG = System.getLogger(Refusals.class.getName());
    private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier nanoTime;
    private long lastTold;
    private long untold;

    Refusals(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastTold = nanoTime.getAsLong() - PAUSE_NS;
    }

    void refuse(ServerConnection connection, String why) {
        tell(connection.getRemoteSocketAddress(), why);
        connection.close("refused: " + why, null);
    }

    /** That something was refused; {@code who} may be null. */
    synchronized void tell(Object who, String why) {
        var now = nanoTime.getAsLong();
        if (now - lastTold < PAUSE_NS) {
            untold++;
            return;
        }
        lastTold = now;
        LOG.log(
                Level.WARNING,
                "refused {0} on the Raft port, which is for servers of this datacenter only: {1}{2}",
                who,
                why,
                untold == 0 ? "" : "; and " + untold + " more since the last such line");
        untold = 0;
    }
}
