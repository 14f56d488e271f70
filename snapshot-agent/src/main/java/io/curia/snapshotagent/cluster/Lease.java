package io.curia.snapshotagent.cluster;

import java.io.IOException;
import java.time.Duration;

/** The lock as long as this agent holds it. Safe for use by any thread. */
public final class Lease {
    private final ServerApi api;
    private final String key;
    private final String session;
    private final Duration ttl;
    private volatile long renewedAt = System.nanoTime();

    Lease(ServerApi api, String key, String session, Duration ttl) {
        this.api = api;
        this.key = key;
        this.session = session;
        this.ttl = ttl;
    }

    /**
     * Keeps the lock. To be called several times within its time, 15 s; blocks.
     *
     * @return false once it is lost, or nobody could be asked for so long that it may be
     */
    public boolean keep() {
        long asked = System.nanoTime();
        try {
            boolean held = api.renewSession(session)
                    && api.readLock(key)
                            .map(entry -> entry.session().equals(session))
                            .orElse(false);
            if (held) {
                renewedAt = asked;
            }
            return held;
        } catch (IOException e) {
            return System.nanoTime() - renewedAt < ttl.toNanos();
        }
    }

    /** Gives the lock away, so that another can take it at once. */
    public void release() throws IOException {
        api.release(key, session);
        api.destroySession(session);
    }
}
