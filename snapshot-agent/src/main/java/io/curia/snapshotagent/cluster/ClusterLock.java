package io.curia.snapshotagent.cluster;

import io.curia.client.Faults;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/** The lock that only the active agent of a cluster holds. Used by one thread. */
public final class ClusterLock {
    /** How long a holder that is silent keeps the lock; the least that sessions allow is 10 s. */
    private static final Duration TTL = Duration.ofSeconds(15);

    private static final Duration WAIT_FOR_RELEASE = Duration.ofMinutes(1);
    private static final Duration WAIT_FOR_DELAY = Duration.ofSeconds(5);

    private final ServerApi api;
    private final String key;
    private final String name;

    /**
     * @param key whose lock it is
     * @param name of the sessions, and the value of the key
     */
    public ClusterLock(ServerApi api, String key, String name) {
        this.api = api;
        this.key = key;
        this.name = name;
    }

    /**
     * Who holds the lock.
     *
     * @param node that the session belongs to; empty if that could not be learnt
     */
    public record Holder(String node, String session) {}

    /**
     * What a try came to.
     *
     * @param lease the lock, if this agent got it
     * @param holder who has it; empty if nobody has, but it may not be taken yet
     */
    public record Try(Optional<Lease> lease, Optional<Holder> holder, long index) {}

    /** Takes the lock if it is free. */
    public Try tryOnce() throws IOException {
        var entry = api.readLock(key);
        String holder = entry.map(ServerApi.LockEntry::session).orElse("");
        long index = entry.map(ServerApi.LockEntry::index).orElse(0L);
        if (!holder.isEmpty()) {
            return new Try(Optional.empty(), Optional.of(holder(holder)), index);
        }
        String session = api.createSession(name, TTL);
        boolean taken = false;
        try {
            taken = api.acquire(key, session, name);
        } finally {
            if (!taken) {
                destroy(session);
            }
        }
        return taken
                ? new Try(Optional.of(new Lease(api, key, session, TTL)), Optional.of(holder(session)), index)
                : new Try(Optional.empty(), Optional.empty(), index);
    }

    /** Returns when another try may have more luck; a thread that is interrupted returns with an {@link IOException}. */
    public void awaitChance(Try failed) throws IOException, InterruptedException {
        if (failed.index() == 0) {
            Thread.sleep(WAIT_FOR_DELAY.toMillis());
        } else {
            api.awaitLock(key, failed.index(), failed.holder().isPresent() ? WAIT_FOR_RELEASE : WAIT_FOR_DELAY);
        }
    }

    /** Its node is not worth failing for: by now the lock may be taken. */
    private Holder holder(String session) {
        String node;
        try {
            node = api.nodeOfSession(session).orElse("");
        } catch (IOException e) {
            node = "";
        }
        return new Holder(node, session);
    }

    private void destroy(String session) {
        try {
            api.destroySession(session);
        } catch (IOException e) {
            System.getLogger("io.curia.snapshotagent")
                    .log(Level.DEBUG, "session {0} is left to its end: {1}", session, Faults.line(e));
        }
    }
}
